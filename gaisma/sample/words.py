"""Lists of words kept as running text."""


def words(text: str) -> list[str]:
    """The words of the text."""
    return text.split()
