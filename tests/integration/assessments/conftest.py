from tests.unit.quality.assessments.conftest import own_class, paper
from tests.unit.quality.conftest import english

__all__ = ["english", "own_class", "paper"]
