"""Statistics of observations and surveys, as pure functions of numbers.

`proportions` of a share, `agreement` and `kappa` of two observers, `intraclass` correlation of
several, `severity` of each, `reliability` of a construct. Where a measure is not defined the answer
is None, never an exception; all intervals are of 95 %.
"""
