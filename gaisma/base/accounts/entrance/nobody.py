"""Who stands for an account that there is not, so that as much is done for it."""

from gaisma.base.models import User

KEY = 0


def of(*, language: str) -> User:
    """Nobody, who would read a letter in that language; a link of theirs opens nothing."""
    return User(pk=KEY, username="nobody", language=language)
