"""Surveys in Paraugpils: wellbeing in spring 2024, with who answered what; and those to come."""

from datetime import datetime

from gaisma.sample.surveying import under_way, wave


def make(*, at: datetime) -> None:
    """Write down the surveys of the city."""
    wave.make(at=at)
    under_way.make(at=at)
