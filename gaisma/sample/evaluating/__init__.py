"""How Paraugpils was evaluated: by its institutions themselves, from outside, and its heads."""

from gaisma.sample.evaluating.making import make, pin

__all__ = ["make", "pin"]
