"""What a family writes of a signal."""

from django.http import QueryDict
from django.utils.translation import gettext_lazy

from gaisma.base.forms import NewOrRevised, lines
from gaisma.quality.prevention.families.queries import OwnSignal
from gaisma.quality.prevention.models import LONGEST


class AnswerForm(NewOrRevised):
    """The answer to a signal; several stand on a page."""

    text = lines(gettext_lazy("Your answer"), rows=3, max_length=LONGEST)

    def __init__(self, sent: QueryDict | None = None, *, line: OwnSignal) -> None:
        row = line.answer
        initial = {"text": row.text, "revision": row.revision} if row else {}
        super().__init__(sent, initial=initial, auto_id=f"{line.kind}_%s")
        # What stands already is taken back by sending nothing.
        self.fields["text"].required = row is None
