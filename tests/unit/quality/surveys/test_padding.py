"""Who enters sheets and then reads everything that they may read learns nothing of the others.

The same four people at a school, and four at another, say one thing or the opposite; the heads of
both have entered sheets. Whatever they open is the same to the letter; where sheets count, it is
not.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import Client

from gaisma.base.models import Organisation, User
from gaisma.quality.surveys import codes, facts, urls
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.models import Batch, Campaign, Part, Population, Response
from gaisma.quality.surveys.results import actions as closing
from tests import factories
from tests.factories.surveys import OPEN_ON
from tests.moments import NOW
from tests.unit.quality.surveys.closed_campaigns import LIKES, TIRED, WISH, questionnaire

pytestmark = pytest.mark.django_db
SINGLE_USE = re.compile(r'(?:nonce|value|content|data-\w+)="[\w+/=-]{16,}"')
"""What is drawn anew for each page."""
FIGURES = [
    f"/api/v1/figures/surveys.{name}?{query}"
    for name in ("responses", "response_rate", "share", "told")
    for query in ("", "by=audience", "by=item&answer=always", "by=institution&answer=always")
]
ONE = [{"likes": "always", "tired": "never", "wish": f"lūgums {number}"} for number in range(4)]
OPPOSITE = [
    {"likes": "never", "tired": "always", "wish": f"sūdzība {number}"} for number in range(4)
]
SHEETS = 8
INVENTED = {"likes": "often", "tired": "often", "wish": "izdoma"}


@pytest.fixture
def part(school: Organisation) -> Part:
    """Teachers of two schools, with four codes at each."""
    places = [school, factories.institution(kind=school.kind)]
    version = factories.survey_version(asks=questionnaire(LIKES, TIRED, WISH))
    campaign = factories.campaign(institutions=places)
    part = factories.part(campaign=campaign, audience="teachers", version=version)
    for place in places:
        Population.objects.create(part=part, institution=place, people=40)
        factories.batch(part=part, institution=place, issued=4)
    return part


@pytest.fixture
def heads(part: Part) -> list[User]:
    found = []
    for place in part.campaign.institutions.order_by("pk"):
        observer = factories.observer(institution=place, role="head")
        found.append(observer.account.user)
    return found


@contextmanager
def closed(part: Part, said: list[dict[str, str]], sheets: int) -> Iterator[Campaign]:
    """A world in which people said this, and so many sheets were entered at each school."""
    with transaction.atomic():
        for batch in Batch.objects.order_by("pk"):
            for number, given in enumerate(said, start=1):
                text = codes.letters(batch.pk, number)
                answers.answer(text=text, answers=given, language="lv", on=OPEN_ON)
        for place in part.campaign.institutions.order_by("pk"):
            Response.objects.bulk_create(
                Response(part=part, institution=place, answers=INVENTED, is_on_paper=True)
                for _sheet in range(sheets)
            )
        campaign = Campaign.objects.get(pk=part.campaign_id)
        closing.close(campaign=campaign, revision=campaign.revision, by=None, at=NOW)
        yield campaign
        transaction.set_rollback(True)


def read(user: User, campaign: Campaign) -> Mapping[str, str]:
    """Every page of surveys that the reader may open, its tables to take away, and figures."""
    client = Client()
    client.force_login(user)
    found = {}
    for address in [*_addresses(campaign), *FIGURES]:
        answer = client.get(address)
        if answer.status_code == 200:
            found[address] = SINGLE_USE.sub("", answer.content.decode())
    return found


def _addresses(campaign: Campaign) -> Iterator[str]:
    """Every address of the room; results at each place, with every way of looking at them."""
    places = list(campaign.institutions.order_by("pk"))
    known: dict[str, object] = {"campaign_id": campaign.pk, "organisation_id": places[0].pk}
    known |= {"part_id": campaign.parts.get().pk, "code": "0"}
    known["batch_id"] = Batch.objects.order_by("pk")[0].pk
    chosen = [f"institution:{place.code}" for place in places] + ["city", f"kind:{places[0].kind}"]
    for pattern in urls.urlpatterns:
        named = str(pattern.pattern)
        path = "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(known[found[1]]), named)
        yield path
        yield f"{path}?format=csv"
        if "results/" in named:
            yield from (f"{path}?place={place}&of=share" for place in chosen)
            yield from (f"{path}?place={place}&format=csv" for place in chosen)


def test_heads_who_entered_sheets_read_the_same_whatever_the_others_said(
    part: Part, heads: list[User]
) -> None:
    with closed(part, ONE, SHEETS) as campaign:
        first = [read(head, campaign) for head in heads]
    with closed(part, OPPOSITE, SHEETS) as campaign:
        second = [read(head, campaign) for head in heads]

    assert min(map(len, first)) > 30
    for one, other in zip(first, second, strict=True):
        assert one.keys() == other.keys()
        assert [address for address in one if one[address] != other[address]] == []


def test_heads_read_answers_where_sheets_count(
    part: Part, heads: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The weakened variant: thresholds that count paper."""
    monkeypatch.setattr(facts, "paper", lambda campaign: _nothing())
    with closed(part, ONE, SHEETS) as campaign:
        first = read(heads[0], campaign)
    with closed(part, OPPOSITE, SHEETS) as campaign:
        second = read(heads[0], campaign)

    told = [address for address in first if first[address] != second[address]]

    assert any("/results/" in address for address in told)
    assert any("/texts/" in address for address in told)
    assert "lūgums 0" in first[f"/surveys/{part.campaign_id}/texts/?format=csv"]


def _nothing() -> "facts.pl.DataFrame":
    return facts.pl.DataFrame(schema={"survey": facts.pl.String, "response": facts.pl.Int64})
