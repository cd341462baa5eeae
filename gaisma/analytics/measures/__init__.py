"""Statistics of observations, surveys and tests, as pure functions of numbers.

`estimates` of shares and means, `items` of a test, `agreement` and `kappa` of two observers,
`intraclass` correlation of several, `severity` of each, `reliability` of a construct. Where a
measure is not defined the answer is None, never an exception; all intervals are of
95 %.
"""
