"""How the installation is: each check says in a sentence what it found, and what to do."""

from gaisma.workplace.administration.health.checks import CHECKS, WATCHED
from gaisma.workplace.administration.health.findings import Finding

__all__ = ["CHECKS", "WATCHED", "Finding"]
