"""Links and documents on which the reports of the last year rest."""

from datetime import datetime

from gaisma.base.files import actions as files
from gaisma.quality.selfevaluation.models import Evidence, SelfEvaluation

LINK = ("projects", "Projektu apraksts iestādes tīmekļvietnē", "https://example.org/projekti")
PLAN = ("priorities", "Attīstības plāns 2022.–2026. gadam", True)
MINUTES = ("leading", "Pedagoģiskās padomes protokols Nr. 3, 14.03.2024.", False)

SHEET = """
#set document(title: "{title}")
#set text(lang: "lv", font: "Libertinus Serif", size: 11pt)
#set page(paper: "a4", margin: 25mm)
= {title}
{place}

Parauga dokuments: pilsēta, tās iestādes un cilvēki ir izdomāti.
"""


def attach(report: SelfEvaluation, *, at: datetime) -> None:
    """A page of the institution, its plan of development, and minutes that stay in the house."""
    about, title, link = LINK
    given = {"evaluation": report, "changed_at": at}
    Evidence.objects.create(about=about, kind="link", title=title, link=link, **given)
    for about, title, is_public in (PLAN, MINUTES):
        Evidence.objects.create(
            about=about,
            kind="document",
            title=title,
            is_public=is_public,
            attachment=files.keep_document(
                drawn(title, report.institution.name), f"{title}.pdf", by=report.signed_by, at=at
            ),
            **given,
        )


def drawn(title: str, place: str) -> bytes:
    """One sheet of paper with that heading."""
    import typst

    sheet = SHEET.format(title=title, place=place)
    return bytes(typst.compile(sheet.encode(), ignore_system_fonts=True, timestamp=0))
