"""What is said to a person whose request cannot be carried out."""

from collections.abc import Iterable


class GaismaError(Exception):
    """A refusal: one sentence that says what to do, a code for programs, and what can be chosen."""

    def __init__(self, message: str, *, code: str = "refused", choices: Iterable[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.choices = list(choices)
