from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy, pgettext

from gaisma.analytics.vocabulary import LEAVING_REASONS
from gaisma.base import terms, wording
from gaisma.base.forms import Revised
from gaisma.base.models import Organisation
from gaisma.record.organisations.models import Site
from gaisma.record.people import fields
from gaisma.record.programmes.models import Programme
from gaisma.record.programmes.tables import GROUPS
from gaisma.workplace.new_year.actions import Choice
from gaisma.workplace.new_year.models import CONTINUES, EMPTIES, ENDS, JOINS, OPENS, PlannedGroup
from gaisma.workplace.new_year.queries.plans import LearnerLine, near


class PlainSelect(forms.Select):
    """A choice written without a template for each option: a plan shows hundreds of them."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = "" if value is None else str(value)
        parts = [self._part(key, titles, chosen) for key, titles in self.choices]
        return format_html("<select{}>{}</select>", flatatt(given), _joined(parts))

    def _part(self, key: Any, titles: Any, chosen: str) -> SafeString:
        if not isinstance(titles, list | tuple):
            return _option(key, titles, chosen)
        options = [_option(value, title, chosen) for value, title in titles]
        return format_html('<optgroup label="{}">{}</optgroup>', key, _joined(options))


def _option(value: Any, title: Any, chosen: str) -> SafeString:
    selected = mark_safe(" selected") if str(value) == chosen else ""
    return format_html('<option value="{}"{}>{}</option>', value, selected, title)


def _joined(parts: list[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


AS_GROUP = ""
LEAVING = tuple(code for code in LEAVING_REASONS.codes if code != "merger")


class YearForm(forms.Form):
    """Which school year is begun."""

    school_year = forms.ChoiceField(label=gettext_lazy("School year"))

    def __init__(self, *args: Any, years: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(year, wording.school_year(year)) for year in years]
        self.fields["school_year"].choices = named  # type: ignore[attr-defined]


class SureForm(forms.Form):
    """Nothing is asked but whether one is sure."""

    is_sure = forms.BooleanField(label=gettext_lazy("I have understood what is undone."))


class GroupsForm(Revised):
    """What becomes of every group, and what it is called then."""

    keeps_teachers = forms.BooleanField(
        label=gettext_lazy("Teachers go on with their groups"), required=False
    )

    def __init__(self, *args: Any, groups: list[PlannedGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups
        for group in groups:
            name = group.source.name if group.source else group.name
            if group.act != OPENS:
                self.fields[f"act_{group.pk}"] = self._act(group, name)
            self.fields[f"name_{group.pk}"] = forms.CharField(
                max_length=120,
                initial=group.name,
                widget=_input(gettext("Name of %(group)s in the coming year") % {"group": name}),
            )

    def _act(self, group: PlannedGroup, name: str) -> forms.ChoiceField:
        joins = [
            (f"{JOINS}:{other.pk}", gettext("learners go to %(group)s") % {"group": other.name})
            for other in near(group, self.groups)
            if other.pk != group.pk or group.into_id == other.pk
        ]
        choices = [
            (CONTINUES, gettext("goes on")),
            (EMPTIES, gettext("opens again without learners")),
            (ENDS, gettext("ends, learners finish")),
            (gettext("closes"), joins),
        ]
        initial = f"{JOINS}:{group.into_id}" if group.act == JOINS else group.act
        label = gettext("What becomes of %(group)s") % {"group": name}
        return forms.ChoiceField(choices=choices, initial=initial, widget=_select(label))

    @property
    def rows(self) -> Iterator[tuple[PlannedGroup, Any, Any]]:
        """Each group with its two fields."""
        for group in self.groups:
            act = self[f"act_{group.pk}"] if group.act != OPENS else None
            yield group, act, self[f"name_{group.pk}"]

    def changed(self) -> dict[int, dict[str, Any]]:
        """The fields by planned group."""
        return {group.pk: dict(self._fields(group)) for group in self.groups}

    def _fields(self, group: PlannedGroup) -> Iterator[tuple[str, Any]]:
        yield "name", self.cleaned_data[f"name_{group.pk}"]
        if group.act != OPENS:
            act, _, into = self.cleaned_data[f"act_{group.pk}"].partition(":")
            yield "act", act
            yield "into_id", int(into) if into else None


@fields.asking(
    GROUPS,
    written=str,
    otherwise={
        "programme": {"label": gettext_lazy("Programme")},
        "min_size": {"label": gettext_lazy("Smallest size"), "max_value": 999},
        "max_size": {"label": gettext_lazy("Largest size"), "max_value": 999},
    },
)
class GroupForm(Revised):
    """The particulars of one group of the coming year."""

    field_order = ("revision", "name", "grade", "programme")

    def __init__(self, *args: Any, institution: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: dict[str, Any] = self.fields
        offered = Programme.objects.taught_at(institution)
        asked["programme"].queryset = offered.order_by("stage", "code")
        asked["site"].queryset = Site.objects.filter(institution=institution).order_by("name")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        least, most = given.get("min_size"), given.get("max_size")
        if least is not None and most is not None and most < least:
            self.add_error("max_size", gettext("The largest size is below the smallest."))
        return given

    @property
    def particulars(self) -> dict[str, Any]:
        """What is written to the group."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class LearnersForm(Revised):
    """Where each learner of a group goes."""

    def __init__(
        self,
        *args: Any,
        learners: list[LearnerLine],
        groups: Iterable[PlannedGroup],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.learners = learners
        goes = [(f"into:{group.pk}", group.name) for group in groups]
        leaves = [(f"leaves:{code}", terms.title(LEAVING_REASONS, code)) for code in LEAVING]
        choices = [
            (AS_GROUP, gettext("as usual")),
            (pgettext("a learner", "leaves"), leaves),
            (gettext("goes on in"), goes),
        ]
        for learner in learners:
            label = gettext("Where %(name)s goes") % {"name": learner.name}
            self.fields[f"person_{learner.person_id}"] = forms.ChoiceField(
                choices=choices, initial=_chosen(learner), required=False, widget=_select(label)
            )

    @property
    def rows(self) -> Iterator[tuple[LearnerLine, Any]]:
        for learner in self.learners:
            yield learner, self[f"person_{learner.person_id}"]

    def choices(self) -> dict[int, Choice | None]:
        """The choice for each learner; None goes with the group."""
        return {
            learner.person_id: _choice(self.cleaned_data[f"person_{learner.person_id}"])
            for learner in self.learners
        }


def _chosen(learner: LearnerLine) -> str:
    if learner.is_usual:
        return AS_GROUP
    return f"into:{learner.into}" if learner.into else f"leaves:{learner.reason}"


def _choice(value: str) -> Choice | None:
    kind, _, rest = value.partition(":")
    if not rest:
        return None
    return Choice(into=int(rest)) if kind == "into" else Choice(reason=rest)


class ProgrammesForm(Revised):
    """Which programme the groups of each one follow in the coming year."""

    def __init__(
        self, *args: Any, used: list[Programme], offered: list[Programme], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.used = used
        self.offered = {programme.pk: programme for programme in [*used, *offered]}
        for programme in used:
            same = [(other.pk, str(other)) for other in self.offered.values()
                    if other.stage == programme.stage]  # fmt: skip
            label = gettext("What groups of %(programme)s follow") % {"programme": programme.code}
            self.fields[f"programme_{programme.pk}"] = forms.TypedChoiceField(
                choices=same, coerce=int, initial=programme.pk, widget=_select(label)
            )

    @property
    def rows(self) -> Iterator[tuple[Programme, Any]]:
        for programme in self.used:
            yield programme, self[f"programme_{programme.pk}"]

    def replaced(self) -> dict[int, Programme]:
        """The programmes that give way, and to which."""
        chosen = {one.pk: self.cleaned_data[f"programme_{one.pk}"] for one in self.used}
        return {old: self.offered[new] for old, new in chosen.items() if new != old}


class ConfirmForm(forms.Form):
    """The word that the register is right."""

    is_right = forms.BooleanField(
        label=gettext_lazy("I have looked through the register: it is right on 1 September.")
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=500,
        required=False,
        help_text=gettext_lazy("What the authority should know about these numbers; no names."),
    )


def _select(label: str) -> forms.Select:
    return PlainSelect(attrs={"class": "input", "aria-label": label})


def _input(label: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "aria-label": label})
