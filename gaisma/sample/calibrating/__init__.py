"""Calibration exercises in Paraugpils: two that are open, one that is being written, results."""

from gaisma.sample.calibrating.making import make

__all__ = ["make"]
