"""Figures that are offered: from all rooms, each to the criteria of which it says something."""

import json
from pathlib import Path

import pytest

import gaisma.quality.selfevaluation
from gaisma.analytics.dimensions import DIMENSIONS
from gaisma.base.registry import gathered
from gaisma.evidence.figures.declarations import Offer, evidence_offers
from gaisma.quality.selfevaluation.models import Passage, SelfEvaluation
from gaisma.quality.selfevaluation.queries import evidence
from gaisma.quality.selfevaluation.tables import CHAPTERS
from tests.unit.quality.selfevaluation.test_writing import place

FRAMEWORKS = Path(gaisma.quality.selfevaluation.__file__).parent / "questionnaires" / "frameworks"
WAITING = {
    "career": "what graduates do is not kept yet",
    "equipment": "things and rooms are not kept yet",
}
"""Criteria to which nothing speaks so far: a line that a later room adds closes the gap."""


def frameworks() -> list[dict[str, list[str]]]:
    """Criteria by area of each framework that ships."""
    read = [json.loads(file.read_text("utf-8")) for file in sorted(FRAMEWORKS.glob("*.json"))]
    return [
        {area["name"]: [item["name"] for item in area["items"]] for area in one["sections"]}
        for one in read
    ]


@pytest.mark.parametrize("offer", evidence_offers(), ids=lambda offer: offer.key)
def test_offer_can_be_asked_of_one_institution(offer: Offer) -> None:
    indicator = gathered("INDICATORS")[offer.indicator]

    assert {"institution", *offer.filters} <= set(indicator.dimensions)
    assert "institution" in indicator.by


@pytest.mark.parametrize("offer", evidence_offers(), ids=lambda offer: offer.key)
def test_offer_names_terms_by_their_codes(offer: Offer) -> None:
    for name, value in offer.filters.items():
        vocabulary = DIMENSIONS[name].vocabulary

        assert vocabulary is None or value in vocabulary.codes


@pytest.mark.parametrize("offer", evidence_offers(), ids=lambda offer: offer.key)
def test_offer_speaks_to_places_that_there_are(offer: Offer) -> None:
    places = {
        name for one in frameworks() for area, items in one.items() for name in (area, *items)
    }

    assert set(offer.fits) <= places | set(CHAPTERS)


def test_every_criterion_is_spoken_to_or_waits_for_a_reason() -> None:
    asked = {item for one in frameworks() for items in one.values() for item in items}
    spoken_to = {name for offer in evidence_offers() for name in offer.fits}

    assert asked - spoken_to == set(WAITING)


def test_a_line_of_any_room_is_offered_where_it_fits() -> None:
    keys = [offer.key for offer in evidence.fitting(Passage(about="wellbeing"))]
    rest = [offer.key for offer in evidence.others(Passage(about="wellbeing"))]

    assert "pupils_grades_5_12: I like going to school" in keys
    assert "learners" in rest
    assert len({*keys, *rest}) == len(keys) + len(rest) == len(evidence_offers())


@pytest.mark.django_db
def test_an_area_is_spoken_to_by_what_speaks_to_its_criteria(
    report: SelfEvaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = Offer("only", "learners.count", ("lessons",))
    monkeypatch.setattr("gaisma.evidence.figures.declarations.evidence_offers", lambda: [line])

    assert evidence.fitting(place(report, "teaching")) == (line,)
    assert evidence.fitting(place(report, "place")) == ()


@pytest.mark.django_db
def test_what_is_not_known_is_not_offered_for_the_place(report: SelfEvaluation) -> None:
    told = evidence.offered(place(report, "lessons"))

    assert told.fitting == ()
    assert {one.value for one in told.others} == {""}
    assert len(told.others) == len(evidence_offers())
