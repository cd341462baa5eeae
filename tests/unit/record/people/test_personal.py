"""Every column that holds something about a person is classified, and how long it is kept."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db.models import CASCADE, ForeignKey, Model

from gaisma.base.registry import gathered
from gaisma.base.retention import remove_rows
from tests import ledger
from tests.moments import TODAY

ABOUT_NOBODY = {
    "assessments.Assessment",
    "assessments.Band",
    "assessments.Item",
    "assessments.Paper",
    "assessments.PassingRule",
    "assessments.PublishedAverage",
    "assessments.Reference",
    "base.Installation",
    "base.MovedWorkingDay",
    "base.Organisation",
    "base.SchoolYear",
    "base.Term",
    "calendar.Deadline",
    "calendar.Measure",
    "calibration.Exercise",
    "challenges.Task",
    "closing.GroupMove",
    "governance.Act",
    "governance.Body",
    "governance.Meeting",
    "governance.Priority",
    "inspections.ActPhoto",
    "inspections.Photo",
    "instruments.Instrument",
    "instruments.Version",
    "interop.ColumnMapping",
    "lake.LakeVersion",
    "lake.TableChange",
    "new_year.PlannedGroup",
    "observations.CoverageGoal",
    "organisations.Licence",
    "organisations.OrganisationIdentifier",
    "organisations.Room",
    "organisations.Site",
    "organisations.Status",
    "organisations.Succession",
    "people.Vacancy",
    "programmes.Group",
    "programmes.GroupIdentifier",
    "programmes.Programme",
    "programmes.ProgrammeIdentifier",
    "programmes.Subject",
    "reports.Narrative",
    "reports.ReportFigure",
    "selfevaluation.Evidence",
    "selfevaluation.Finding",
    "socialemotional.Lesson",
    "socialemotional.Norm",
    "surveys.Batch",
    "surveys.Campaign",
    "surveys.Code",
    "surveys.Part",
    "surveys.Participation",
    "surveys.Population",
    "surveys.Reliability",
    "surveys.Response",
    "surveys.ToldCount",
    "surveys.ToldMean",
    "surveys.Unsent",
    "thresholds.ChangedThreshold",
    "wellbeing.PartnerBody",
    "wellbeing.SupportActivity",
}
MODELS = {
    model._meta.label: model
    for model in apps.get_models()
    if model.__module__.startswith("gaisma.")
}
ACCOUNTS, PASSING, COPIES = (
    {label: getattr(model, columns) for label, model in MODELS.items() if hasattr(model, columns)}
    for columns in ("account_columns", "passing_columns", "copied_columns")
)
CLASSIFIED = {table.key: table for table in gathered("PERSONAL_DATA")}
PEOPLE = {"people.Person", "base.User"}


def test_every_model_is_classified_or_about_nobody():
    known = {*CLASSIFIED, *ACCOUNTS, *COPIES, *PASSING, *ABOUT_NOBODY}

    assert set(MODELS) - known == set(), "say in personal.py of the room what they hold"
    assert known - set(MODELS) == set(), "they are gone"


@pytest.mark.parametrize("label", sorted(CLASSIFIED))
def test_every_column_of_a_personal_table_is_classified(label):
    columns = {column.attname for column in MODELS[label]._meta.concrete_fields}

    assert set(CLASSIFIED[label].columns) == columns


@pytest.mark.parametrize("label", sorted({*ACCOUNTS, *COPIES, *PASSING}))
def test_columns_about_accounts_and_copies_exist(label):
    columns = {column.attname for column in MODELS[label]._meta.concrete_fields}

    assert set((ACCOUNTS | COPIES | PASSING)[label]) <= columns


@pytest.mark.parametrize("label", sorted(MODELS))
def test_models_that_lead_to_people_are_not_called_about_nobody(label):
    leads = {
        column.related_model._meta.label
        for column in MODELS[label]._meta.concrete_fields
        if isinstance(column, ForeignKey)
    }

    assert not (leads & PEOPLE and label in ABOUT_NOBODY)


@pytest.mark.parametrize("label", sorted(CLASSIFIED))
def test_personal_tables_are_kept_for_a_known_time(label):
    table = CLASSIFIED[label]

    assert table.kept in gathered("RETENTION")
    assert set(table.reasons) <= set(table.owners)


@pytest.mark.parametrize("kind", gathered("RETENTION").keys)
def test_retention_says_why_and_how_long(kind):
    kept = gathered("RETENTION")[kind]

    assert kept.source
    assert kept.years > 0


REMOVED = [kind.key for kind in gathered("RETENTION") if kind.remove is remove_rows]


@pytest.mark.parametrize("kind", REMOVED)
def test_lake_is_told_of_every_row_that_goes_with_its_time(kind, db):
    kept = gathered("RETENTION")[kind]
    gone = {(model._meta.db_table, ledger.WHOLE) for model in _going(kept.over(TODAY).model)}

    untold = [
        fact.key
        for fact in ledger.copied()
        if fact.reads & gone and not {*fact.changed_by} & {*kept.touches}
    ]
    assert not untold, "say what is touched, or the lake holds it on"


def test_rows_that_the_lake_copies_are_among_those_that_go():
    kinds = gathered("RETENTION")
    tables = {
        model._meta.db_table for key in REMOVED for model in _going(kinds[key].over(TODAY).model)
    }

    assert len(tables) > len(REMOVED)
    assert any(fact.tables & tables for fact in ledger.copied())


def _going(model: type[Model]) -> Iterator[type[Model]]:
    """The model, and whatever goes when its rows do."""
    yield model
    for relation in model._meta.related_objects:
        if getattr(relation, "on_delete", None) is CASCADE and relation.related_model is not model:
            yield from _going(relation.related_model)
