"""The few texts that a document adds to its report, in the report's language."""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from gaisma.base.wording import dates, school_years
from gaisma.evidence.reports.builder import Built


@dataclass(frozen=True)
class Texts:
    """Title page, running header and footer, contents (none without their title).

    `flows` says that chapters follow each other on the page, and do not begin on new ones.
    """

    language: str
    title: str
    subtitle: str
    authority: str
    annex: str
    place_and_day: str
    state_of_data: str
    running: str
    footing: str
    contents: str
    notice: str
    flows: bool = False


def texts_of(built: Built) -> Texts:
    """The texts of a report's documents."""
    edition = built.edition
    language = edition.language
    with translation.override(language):
        year = school_years.short(edition.school_year, language)
        day = dates.day(edition.as_of, language)
        invented = _("Invented data: the city, its institutions and its people do not exist.")
        notice = invented if edition.is_demo else ""
        return Texts(
            language=language,
            title=built.title,
            subtitle=built.subtitle,
            authority=edition.authority,
            annex=built.annex,
            place_and_day=f"{edition.municipality}, {day}",
            state_of_data=_("Data as of %(day)s, version %(version)s")
            % {"day": dates.short_day(edition.as_of, language), "version": built.lake_version},
            running=f"{built.title} · {year}",
            footing=notice or built.annex,
            contents=_("Contents"),
            notice=notice,
        )
