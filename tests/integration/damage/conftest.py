"""One small city for all tests of damage."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.damage.installation import City, Place, Zygote, sound


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[City]:
    """The sound place, the one that is damaged, and what calls commands there."""
    place = Place(tmp_path_factory.mktemp("damaged"))
    with sound(tmp_path_factory.mktemp("sound"), shared) as whole:
        zygote = Zygote(place.home)
        yield City(whole, place, zygote)
        zygote.end()
