"""Results of a survey, protected once when a wave closes, and how they are read.

`counting`, `protection` and `means` make the tables, and know no model; `actions.close` has them
made and writes them down; `published` reads what of them a reader may, and all numbers on pages
come from there.
"""
