"""Tables from outside (.csv, .xlsx) to cells; nothing in them is taken on trust.

`asking` has them read apart; the other modules read, in the process that may die.
"""
