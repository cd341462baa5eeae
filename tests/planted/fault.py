"""A fault as it is declared: what stands somewhere, and what a slip would make of it."""

from dataclasses import dataclass
from pathlib import Path


class UnableToPlant(Exception):
    """What the fault is to replace does not stand there, or stands there more than once."""


@dataclass(frozen=True)
class Fault:
    """One fault: the tests named are those that are there to notice it.

    `why` says what would come of it for people. Where only PostgreSQL shows it, so it is said.
    """

    name: str
    file: str
    stands: str
    instead: str
    tests: tuple[str, ...]
    why: str
    on_postgresql: bool = False

    def planted_in(self, text: str) -> str:
        """The file's text with the fault in it. Raises UnableToPlant."""
        if (found := text.count(self.stands)) != 1:
            raise UnableToPlant(f"{self.name}: stands {found} times in {self.file}")
        return text.replace(self.stands, self.instead)

    def plant(self, tree: Path) -> None:
        """Put the fault into a copy of the project. Raises UnableToPlant."""
        place = tree / self.file
        place.write_text(self.planted_in(place.read_text(encoding="utf-8")), encoding="utf-8")
