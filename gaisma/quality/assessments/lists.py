"""The lists of this room, and what they are narrowed by."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext, gettext_lazy
from django_filters import CharFilter, ChoiceFilter, FilterSet

from gaisma.analytics.work_terms import ASSESSMENT_KINDS
from gaisma.base import listing
from gaisma.base.forms import choices
from gaisma.quality.assessments import terms
from gaisma.quality.assessments.workflow import ASSESSMENT, RESULT
from gaisma.record.people.lists import InstitutionFilter
from gaisma.record.programmes.lists import YearFilter, YearFilterSet

NO_TITLES = {"": ""}


class AssessmentsTable(listing.Table):
    """The plan of the year's tests and exams."""

    title = listing.Name(
        accessor="pk",
        verbose_name=gettext_lazy("Assessment"),
        linkify=listing.own_page,
        order_by=("title_lv", "pk"),
    )
    kind = listing.Term(ASSESSMENT_KINDS, verbose_name=gettext_lazy("Kind"))
    from_on = listing.Day(verbose_name=gettext_lazy("From"))
    to_on = listing.Day(verbose_name=gettext_lazy("To"))
    papers_count = listing.Number(verbose_name=gettext_lazy("Papers"))
    state = listing.Coded(ASSESSMENT.titles, verbose_name=gettext_lazy("State"))

    def render_title(self, record: Any) -> str:
        return str(record)

    def value_title(self, record: Any) -> str:
        return str(record)


class AssessmentsFilter(YearFilterSet):
    """Assessments of a school year by kind and state."""

    school_year = YearFilter(field_name="school_year__name")
    kind = ChoiceFilter(
        label=gettext_lazy("Kind"), choices=terms.kinds, empty_label=gettext_lazy("All")
    )
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(ASSESSMENT.titles),
        empty_label=gettext_lazy("All"),
    )


class ResultsTable(listing.Table):
    """Results of a paper by name, for those who teach or lead there."""

    name = listing.Name(
        accessor="person__family_name",
        order_by=("person__family_name", "person__given_name", "pk"),
        verbose_name=gettext_lazy("Learner"),
        linkify=listing.own_page,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    group = listing.Words(accessor="group__name", verbose_name=gettext_lazy("Class"))
    attempt = listing.Number(verbose_name=gettext_lazy("Attempt"))
    total = listing.Number(verbose_name=gettext_lazy("Points"))
    percent = listing.Number(verbose_name=gettext_lazy("Percent"), decimals=1)
    mark = listing.Number(verbose_name=gettext_lazy("Mark"))
    absence = listing.Coded(
        {**NO_TITLES, **terms.ABSENCES}, verbose_name=gettext_lazy("Absent or exempt")
    )
    state = listing.Coded(RESULT.titles, verbose_name=gettext_lazy("State"))

    def render_name(self, record: Any) -> str:
        return f"{record.person.family_name}, {record.person.given_name}"

    def value_name(self, record: Any) -> str:
        return self.render_name(record)


class SupportTable(listing.Table):
    """Learners proposed for individual support, with what they reached."""

    name = listing.Name(
        accessor="person__family_name",
        order_by=("person__family_name", "person__given_name", "pk"),
        verbose_name=gettext_lazy("Learner"),
        linkify=lambda record: record.person.get_absolute_url(),
    )
    class_now = listing.Words(verbose_name=gettext_lazy("Class now"))
    institution_now = listing.Words(verbose_name=gettext_lazy("Institution"))
    paper = listing.Words(verbose_name=gettext_lazy("Paper"), orderable=False)
    held_on = listing.Day(accessor="paper__held_on", verbose_name=gettext_lazy("Day"))
    percent = listing.Number(verbose_name=gettext_lazy("Percent"), decimals=1)

    def render_name(self, record: Any) -> str:
        return f"{record.person.family_name}, {record.person.given_name}"

    def value_name(self, record: Any) -> str:
        return self.render_name(record)


class Named(FilterSet):
    """Rows by the name of their learner."""

    q = CharFilter(label=gettext_lazy("Given and family name"), method="named")

    def named(self, rows: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        for word in value.split():
            is_called = Q(person__given_name__icontains=word)
            rows = rows.filter(is_called | Q(person__family_name__icontains=word))
        return rows


class ResultsFilter(Named):
    """Results by name, place, state, and whether they are below the threshold."""

    institution = InstitutionFilter()
    state = ChoiceFilter(
        label=gettext_lazy("State"),
        choices=choices(RESULT.titles),
        empty_label=gettext_lazy("All"),
    )
    only = ChoiceFilter(
        label=gettext_lazy("Only"),
        method="chosen",
        choices=[
            ("below", gettext_lazy("Below the threshold")),
            ("absent", gettext_lazy("Absent or exempt")),
            ("second", gettext_lazy("Second attempts")),
        ],
        empty_label=gettext_lazy("All"),
    )

    def chosen(self, rows: "QuerySet[Any]", _name: str, value: str) -> "QuerySet[Any]":
        return {
            "below": rows.filter(percent__lt=F("paper__threshold")),
            "absent": rows.exclude(absence=""),
            "second": rows.filter(attempt=2),
        }[value]


class OfClasses(listing.Table):
    """Classes with their learners; each leads to what is done in it."""

    name = listing.Name(
        order_by=("name", "pk"),
        verbose_name=gettext_lazy("Class"),
        linkify=lambda record: record.leads_to,
    )
    institution = listing.Words(
        accessor="institution__name", verbose_name=gettext_lazy("Institution")
    )
    learners = listing.Number(verbose_name=gettext_lazy("Learners"))


class ClassesTable(OfClasses):
    """Classes from which learners sit a paper, and how many results there are."""

    entered = listing.Number(verbose_name=gettext_lazy("Results"))


class FamiliesTable(OfClasses):
    """Classes, and how many of their families were given slips and used them."""

    slips = listing.Number(verbose_name=gettext_lazy("Slips made"))
    read = listing.Number(verbose_name=gettext_lazy("Read by families"))


class AveragesTable(listing.Table):
    """Averages of institutions as they were published."""

    institution = listing.Name(
        accessor="institution__name",
        order_by=("institution__name", "pk"),
        verbose_name=gettext_lazy("Institution"),
    )
    percent = listing.Number(verbose_name=gettext_lazy("Percent"), decimals=1)
    source = listing.Words(verbose_name=gettext_lazy("Source"))
    holds = listing.Words(accessor="pk", verbose_name=gettext_lazy("State"), orderable=False)
    settle = listing.Words(
        accessor="pk",
        verbose_name=gettext_lazy("What you can do"),
        orderable=False,
        linkify=listing.own_page,
    )

    def render_holds(self, record: Any) -> str:
        return said_of(record)

    def value_holds(self, record: Any) -> str:
        return said_of(record)

    def render_settle(self) -> str:
        return gettext("Choose or take away")

    def value_settle(self) -> str:
        return ""


def said_of(average: Any) -> str:
    """Whether the published value holds."""
    if average.is_contested:
        return gettext("to be settled: sources differ")
    if average.holds is False:
        return gettext("does not hold")
    return gettext("holds")


class PassedTable(listing.Table):
    """Learners of a grade with what the rule says of their exams."""

    name = listing.Name(verbose_name=gettext_lazy("Learner"))
    institution = listing.Words(verbose_name=gettext_lazy("Institution"))
    group = listing.Words(verbose_name=gettext_lazy("Class"))
    exams = listing.Number(verbose_name=gettext_lazy("Exams"))
    said = listing.Words(verbose_name=gettext_lazy("By the rule"))
    missing = listing.Words(verbose_name=gettext_lazy("What is missing"), orderable=False)


class RulesTable(listing.Table):
    """Rules of passing by grade, the newest first."""

    grade = listing.Name(verbose_name=gettext_lazy("Grade"))
    from_on = listing.Day(verbose_name=gettext_lazy("In force from"))
    threshold = listing.Number(verbose_name=gettext_lazy("Threshold in percent"))
    needs = listing.Words(verbose_name=gettext_lazy("Exams"), orderable=False)
    higher_exams = listing.Number(verbose_name=gettext_lazy("Of them at the higher level"))
    source = listing.Words(verbose_name=gettext_lazy("Source"))

    def render_needs(self, value: list[str]) -> str:
        return "; ".join(value)

    def value_needs(self, value: list[str]) -> str:
        return self.render_needs(value)


class KeptRulesTable(RulesTable):
    """The same for whoever changes them."""

    grade = listing.Name(verbose_name=gettext_lazy("Grade"), linkify=listing.own_page)


class AnalysisTable(listing.Table):
    """What an analysis tells of places and conditions, as a file."""

    by = listing.Name(accessor="0", verbose_name=gettext_lazy("Table"))
    name = listing.Words(accessor="1__name", verbose_name=gettext_lazy("Name"))
    sat = listing.Number(accessor="1__sat", verbose_name=gettext_lazy("Sat"))
    mean = listing.Words(accessor="1__mean", verbose_name=gettext_lazy("Mean"))
    interval = listing.Words(
        accessor="1__interval", verbose_name=gettext_lazy("Confidence interval")
    )
    below = listing.Words(accessor="1__below", verbose_name=gettext_lazy("Below the threshold"))
    share = listing.Words(
        accessor="1__below_interval", verbose_name=gettext_lazy("Share with its interval")
    )


class PathsTable(listing.Table):
    """From levels of earlier tests to those of a paper, as a file."""

    earlier = listing.Name(accessor="0", verbose_name=gettext_lazy("Paper"))
    then = listing.Words(accessor="1", verbose_name=gettext_lazy("Level then"))
    now = listing.Words(accessor="2", verbose_name=gettext_lazy("Level now"))
    learners = listing.Number(accessor="3", verbose_name=gettext_lazy("Learners"))
