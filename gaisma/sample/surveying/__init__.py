"""A survey of wellbeing in Paraugpils: who answered what in spring 2024."""

from gaisma.sample.surveying.wave import make

__all__ = ["make"]
