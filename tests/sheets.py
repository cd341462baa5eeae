"""What was answered to surveys that are open, wherever it lies."""

from gaisma.quality.surveys.answering import box
from gaisma.quality.surveys.models import Response


def given() -> list[dict[str, str]]:
    """The answers in the record and in the box."""
    with box.held_alone() as contents:
        lying = [dict(sheet.answers) for sheet in contents.sheets.values()]
    return [*Response.objects.order_by("pk").values_list("answers", flat=True), *lying]
