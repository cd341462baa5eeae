from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from gaisma.analytics.vocabulary import ROLES
from gaisma.base import terms, wording
from gaisma.base.forms import Revised, RowChoice, day, seen_revision
from gaisma.base.models import Organisation
from gaisma.record.people.models import Employment
from gaisma.record.programmes.models import Group
from gaisma.workplace.closing.actions import Destination
from gaisma.workplace.closing.models import GOES, JOINS, LEAVES, GroupMove


class ClosingForm(forms.Form):
    """Which institution closes, when, by which decision, in whose favour."""

    institution = RowChoice(
        Organisation.objects.none(), label=gettext_lazy("Institution that closes")
    )
    on = day(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("It works on that day for the last time."),
    )
    successor = RowChoice(
        Organisation.objects.none(),
        label=gettext_lazy("Successor"),
        required=False,
        help_text=gettext_lazy("Takes over programmes, queue, staff; without one everything ends."),
    )
    further = RowChoice(
        Organisation.objects.none(),
        label=gettext_lazy("Second successor"),
        required=False,
        help_text=gettext_lazy("Some groups can go there."),
    )
    decision = forms.CharField(
        label=gettext_lazy("Number of the decision"), max_length=255, required=False
    )
    decided_on = day(label=gettext_lazy("Date of the decision"), required=False)
    staff_go = forms.BooleanField(
        label=gettext_lazy("Staff go over to the successor"), required=False
    )
    sites_go = forms.BooleanField(
        label=gettext_lazy("The successor works at the sites from then on"), required=False
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("institution", "successor", "further"):
            fields[name].queryset = institutions.order_by("name")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("further") and not given.get("successor"):
            self.add_error("successor", gettext("Name the first successor before the second."))
        return given


class ChangeForm(ClosingForm):
    """How the institution closes; which one it is stays."""

    revision = seen_revision()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["institution"]


class GroupsForm(Revised):
    """Where every group goes."""

    def __init__(
        self,
        *args: Any,
        moves: list[GroupMove],
        successors: list[Organisation],
        groups: list[Group],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.moves = moves
        for move in moves:
            label = gettext("Where %(group)s goes") % {"group": move.group.name}
            called = gettext("Name of %(group)s there") % {"group": move.group.name}
            self.fields[f"move_{move.pk}"] = forms.ChoiceField(
                choices=_choices(move, successors, groups),
                initial=_chosen(move),
                widget=forms.Select(attrs={"class": "input", "aria-label": label}),
            )
            self.fields[f"name_{move.pk}"] = forms.CharField(
                max_length=120,
                initial=move.name,
                widget=forms.TextInput(attrs={"class": "input", "aria-label": called}),
            )

    @property
    def rows(self) -> Iterator[tuple[GroupMove, Any, Any]]:
        for move in self.moves:
            yield move, self[f"move_{move.pk}"], self[f"name_{move.pk}"]

    def destinations(self) -> dict[int, Destination]:
        """Where each goes, by the move's id."""
        return {
            move.pk: _destination(
                self.cleaned_data[f"move_{move.pk}"], self.cleaned_data[f"name_{move.pk}"]
            )
            for move in self.moves
        }


def _choices(move: GroupMove, successors: list[Organisation], groups: list[Group]) -> list[Any]:
    goes = [
        (f"{GOES}:{one.pk}", gettext("as it is to %(name)s") % {"name": one.name})
        for one in successors
    ]
    joins = [
        (f"{JOINS}:{one.pk}", f"{one.name}, {one.institution.name}")
        for one in groups
        if one.school_year_id == move.group.school_year_id
        and one.grade == move.group.grade
        and one.programme.stage == move.group.programme.stage
    ]
    leaves = [(LEAVES, gettext("nowhere, its learners leave"))]
    return [*goes, (gettext("learners join"), joins), *leaves]


def _chosen(move: GroupMove) -> str:
    if move.move == JOINS:
        return f"{JOINS}:{move.into_id}"
    return f"{GOES}:{move.successor_id}" if move.move == GOES else LEAVES


def _destination(value: str, name: str) -> Destination:
    move, _, pk = value.partition(":")
    if move == JOINS:
        return Destination(into=int(pk), name=name)
    return Destination(successor=int(pk), name=name) if move == GOES else Destination(name=name)


class PostsForm(Revised):
    """Whose posts end though those of others go to the successor."""

    ending = forms.MultipleChoiceField(
        label=gettext_lazy("Posts that end with the institution"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, posts: list[Employment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["ending"]
        field.choices = [(post.pk, _post(post)) for post in posts]

    def ids(self) -> list[int]:
        """The ids of the posts that end."""
        return [int(pk) for pk in self.cleaned_data["ending"]]


def _post(post: Employment) -> str:
    name = f"{post.person.family_name}, {post.person.given_name}"
    return f"{name} · {terms.title(ROLES, post.role)} · {wording.number(post.load)}"


class SureForm(forms.Form):
    """Nothing is asked but whether one is sure."""

    is_sure = forms.BooleanField(label=gettext_lazy("I have understood what is undone."))
