"""What the lake is told of inspections."""

from datetime import date

import pytest

from gaisma.analytics.work_terms import DEFECT_SEVERITIES, DEFECT_STATES, INSPECTION_RESULTS
from gaisma.quality.inspections import facts, tables
from tests import factories

pytestmark = pytest.mark.django_db


def test_plan_stands_in_the_lake_with_its_place() -> None:
    inspection = factories.inspection()

    (row,) = facts.inspections().to_dicts()

    assert (row["inspection"], row["unit"]) == (inspection.pk, inspection.institution_id)
    assert row["school_year"] == "2024/2025"


def test_act_holds_until_the_day_before_its_correction() -> None:
    act = factories.acceptance_act(signed_on=date(2024, 8, 20), result="not_ready")
    given = {"inspection": act.inspection, "number": act.number, "reason": "Pārrakstīšanās"}
    factories.acceptance_act(version=2, signed_on=date(2024, 8, 28), result="ready", **given)

    first, second = facts.acts().to_dicts()

    assert (first["result"], first["from_on"], first["to_on"]) == (
        "not_ready",
        date(2024, 8, 20),
        date(2024, 8, 27),
    )
    assert (second["result"], second["to_on"]) == ("ready", None)


def test_act_corrected_on_its_own_day_never_held() -> None:
    act = factories.acceptance_act(result="not_ready")
    given = {"inspection": act.inspection, "number": act.number, "reason": "Pārrakstīšanās"}
    factories.acceptance_act(version=2, result="ready", **given)

    (row,) = facts.acts().to_dicts()

    assert row["result"] == "ready"


def test_defect_counts_from_the_day_of_the_act() -> None:
    signed = factories.signed_inspection()
    told = factories.defect(inspection=signed)
    factories.defect()

    (row,) = facts.defects().to_dicts()

    assert (row["defect"], row["found_on"]) == (told.pk, date(2024, 8, 20))


def test_no_inspections_are_empty_tables() -> None:
    assert facts.inspections().is_empty()
    assert facts.acts().is_empty()
    assert facts.defects().is_empty()


def test_figures_know_the_words_of_the_record() -> None:
    assert INSPECTION_RESULTS.codes == tuple(tables.RESULTS)
    assert DEFECT_SEVERITIES.codes == tuple(tables.SEVERITIES)
    assert DEFECT_STATES.codes == tuple(tables.MENDING)
