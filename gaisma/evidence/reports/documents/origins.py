"""The annex of a report: where each of its figures comes from, to read and to reckon with."""

import io
from dataclasses import replace
from datetime import datetime, time

from django.utils import translation
from django.utils.translation import gettext as _

from gaisma.evidence.reports.builder import Built
from gaisma.evidence.reports.documents.archive import packed, unpacked
from gaisma.evidence.reports.documents.pdf import pages
from gaisma.evidence.reports.documents.texts import texts_of_origins

WIDTHS = (6, 36, 26, 48, 48, 14, 14, 10, 20)


def pdf(built: Built) -> bytes:
    """The list as pages, each line a place that can be opened by its name."""
    return pages(replace(built, body=built.origins), texts_of_origins(built), {}).pdf()


def xlsx(built: Built) -> bytes:
    """The list as a sheet: a line for each figure, in the words of the command line as well."""
    import xlsxwriter

    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        created = datetime.combine(built.edition.as_of, time())
        book.set_properties({"title": texts_of_origins(built).title, "created": created})
        sheet = book.add_worksheet("origins")
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, _heads(built), book.add_format({"bold": True}))
        for number, width in enumerate(WIDTHS):
            sheet.set_column(number, number, width)
        for number, line in enumerate(built.lines, start=1):
            question = line.question
            filters = ";".join(f"{name}={value}" for name, value in question.filters)
            told = (line.title, question.indicator, line.chosen, filters, line.value)
            stamped = (line.as_of, line.lake_version, line.definition)
            sheet.write_row(number, 0, (line.number, *told, *stamped))
    return packed(unpacked(written.getvalue()))


def _heads(built: Built) -> tuple[str, ...]:
    with translation.override(built.edition.language):
        return (
            _("No."),
            _("Indicator"),
            _("Code"),
            _("What was chosen"),
            _("Filters"),
            _("Value"),
            _("Day"),
            _("Version"),
            _("Definition"),
        )
