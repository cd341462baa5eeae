"""Many sheets of paper, pasted as rows of a spreadsheet."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from gaisma.base.models import AuditRecord, Installation, Organisation, User
from gaisma.quality.surveys.answering import pasting
from gaisma.quality.surveys.models import Part, Population, Response
from gaisma.record.instruments.questionnaire import Choice, Item, Questionnaire, Section
from tests import factories, pages
from tests.factories.surveys import OPEN_ON

pytestmark = pytest.mark.django_db
LEVELS = tuple(
    Choice(name, {"lv": words, "en": name}, value=Decimal(place))
    for place, (name, words) in enumerate({"never": "nekad", "often": "bieži"}.items())
)
GRADES = tuple(Choice(str(mark), {"lv": str(mark)}) for mark in (0, 1, 2))
CLUBS = (Choice("sport", {"lv": "sports"}), Choice("music", {"lv": "mūzika"}))
ITEMS = (
    Item("likes", "scale", {"lv": "Patīk"}, choices="levels", is_required=True),
    Item("mark", "scale", {"lv": "Atzīme"}, choices="grades"),
    Item("clubs", "many", {"lv": "Pulciņi"}, choices="clubs"),
    Item("hours", "decimal", {"lv": "Stundas"}),
    Item("since", "day", {"lv": "Kopš"}),
    Item("wish", "text", {"lv": "Vēlme"}, relevant="${likes} = 'never'"),
)
ASKED = Questionnaire(
    key="paper",
    title={"lv": "Papīrs"},
    languages=("lv", "en"),
    sections=(Section(ITEMS),),
    lists={"levels": LEVELS, "grades": GRADES, "clubs": CLUBS},
)


def read(text: str) -> pasting.Sheets:
    return pasting.read(ASKED, text, language="lv", today=OPEN_ON)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("1", {"likes": "never"}),
        ("Bieži", {"likes": "often"}),
        ("often", {"likes": "often"}),
        ("2\t1", {"likes": "often", "mark": "1"}),
        ("2\t0\t1, 2", {"likes": "often", "mark": "0", "clubs": "sport music"}),
        ("2\t\t\t1,5\t01.09.2023", {"likes": "often", "hours": "1.5", "since": "2023-09-01"}),
        ("1;;;;;vairāk gaismas", {"likes": "never", "wish": "vairāk gaismas"}),
        ('1\t\t\t\t\t"tā ""teica"""', {"likes": "never", "wish": 'tā "teica"'}),
        ("2\t\t\t\t\t\t\t", {"likes": "often"}),
    ],
)
def test_row_is_a_sheet_and_a_cell_an_answer(row: str, expected: dict[str, str]) -> None:
    sheets = read(row)

    assert sheets.wrong == []
    assert sheets.answers == [expected]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("2\n\t2", "Row 2, question 1: This question needs an answer."),
        ("2\n\n3", "Row 3, question 1: “3” – Choose one of the answers that are offered."),
        ("2\t7", "Row 1, question 2: “7” – Choose one of the answers that are offered."),
        ("2\t\t1,9", "question 3: “1,9” – Choose one"),
        ("2\t\t\tx", "question 4: “x” – Write a number."),
        ("2\t\t\t\t31.02.2024", "question 5: “31.02.2024” – Write a day"),
        ("2\t\t\t\t\t\t7", "Row 1, 7 cells, but there are 6 questions."),
    ],
)
def test_what_is_wrong_is_told_by_row_and_question(rows: str, told: str) -> None:
    [wrong] = read(rows).wrong

    assert told in wrong


def test_cell_longer_than_anybody_writes_is_refused_as_an_answer() -> None:
    assert read("x" * 200_000).wrong


def test_columns_number_answers_but_those_that_are_numbers() -> None:
    likes, mark, clubs, *_others, wish = pasting.columns(ASKED, "lv")

    assert (likes.number, likes.answers) == (1, ("1 nekad", "2 bieži"))
    assert mark.answers == ("0", "1", "2")
    assert clubs.takes_many
    assert (wish.number, wish.answers) == (6, ())


@pytest.fixture
def part(school: Organisation) -> Part:
    Installation.objects.update(today=OPEN_ON)
    version = factories.survey_version(asks=replace(ASKED, sections=(Section(ITEMS[:3]),)))
    row: Part = factories.part(campaign=factories.campaign(institutions=[school]), version=version)
    Population.objects.create(part=row, institution=school, people=14)
    return row


def at(part: Part, school: Organisation) -> str:
    return f"/surveys/parts/{part.pk}/at/{school.pk}/paper/many/"


def test_rows_are_entered_together(
    reader: Client, specialist: User, part: Part, school: Organisation
) -> None:
    reader.force_login(specialist)
    page = pages.read(reader, at(part, school))

    sent = reader.post(at(part, school), {"rows": "1\t0\n2\t1\t1\n", "seen": 0})

    assert "1 never; 2 often" in page
    assert sent.status_code == 302
    found = [row.answers for row in Response.objects.all()]
    expected = [{"likes": "never", "mark": "0"}, {"likes": "often", "mark": "1", "clubs": "sport"}]
    assert sorted(found, key=str) == sorted(expected, key=str)
    assert AuditRecord.objects.get(action="survey.enter_paper").details == {"answers": 2}


def test_rows_that_are_sent_twice_are_entered_once(
    reader: Client, specialist: User, part: Part, school: Organisation
) -> None:
    reader.force_login(specialist)
    reader.post(at(part, school), {"rows": "1", "seen": 0})

    again = reader.post(at(part, school), {"rows": "1", "seen": 0})
    meant = reader.post(at(part, school), {"rows": "2", "seen": 1})

    assert "entered meanwhile" in again.content.decode()
    assert meant.status_code == 302
    assert Response.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "told"),
    [("1\n9\n2", "Row 2, question 1"), ("", "required"), ("\t\n\t", "from 1 to 500 rows"),
     ("9\n" * 12, "And 2 more."), ("1\n" * 501, "from 1 to 500 rows")],
)  # fmt: skip
def test_of_rows_with_something_wrong_none_is_entered(
    reader: Client, specialist: User, part: Part, school: Organisation, rows: str, told: str
) -> None:
    reader.force_login(specialist)

    refused = reader.post(at(part, school), {"rows": rows, "seen": 0})

    assert refused.status_code == 422
    assert told in refused.content.decode()
    assert not Response.objects.exists()


def test_sheets_are_kept_in_another_order_than_they_were_pasted(
    reader: Client, specialist: User, part: Part, school: Organisation, monkeypatch: Any
) -> None:
    reader.force_login(specialist)
    kept: list[dict[str, str]] = []
    create = Response.objects.bulk_create

    def noting(rows: list[Response]) -> list[Response]:
        kept.extend(row.answers for row in rows)
        return create(rows)

    monkeypatch.setattr(Response.objects, "bulk_create", noting)
    pasted = [f"{number % 2 + 1}\t{number % 3}" for number in range(24)]
    reader.post(at(part, school), {"rows": "\n".join(pasted), "seen": 0})

    in_order = [answers for text in pasted for answers in read(text).answers]
    assert len(kept) == 24
    assert kept != in_order


def test_page_is_for_keepers_of_the_institution_while_the_survey_is_open(
    reader: Client, specialist: User, teacher: User, part: Part, school: Organisation
) -> None:
    other = factories.user()
    factories.role_grant(user=other, role="head")

    statuses = []
    for user in (teacher, other, specialist):
        reader.force_login(user)
        statuses.append(reader.get(at(part, school)).status_code)
    part.campaign.closed_at = part.campaign.started_at
    part.campaign.save()

    assert statuses == [403, 404, 200]
    assert reader.get(at(part, school)).status_code == 302
    assert reader.post(at(part, school), {"rows": "1", "seen": 0}).status_code == 422
