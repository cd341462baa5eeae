"""Results of a survey, protected once when a wave closes.

`closing.close` makes the tables; `shares` joins answers of them, `gaps` compares audiences and
waves, `texts` shows what people wrote. No module here knows a model.
"""
