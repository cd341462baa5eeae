"""How institutions of Paraugpils are looked at before each school year."""

from gaisma.sample.inspecting.making import make

__all__ = ["make"]
