"""Unexcused absences above the published threshold, as the state register asks for them."""
