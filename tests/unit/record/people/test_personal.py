"""Every column that holds something about a person is classified."""

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from gaisma.base.registry import gathered

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
