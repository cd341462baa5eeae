from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy, pgettext_lazy

from gaisma.base import listing
from gaisma.base.workflow import lazy_said
from gaisma.workplace.new_year.queries.confirmations import Standing
from gaisma.workplace.new_year.queries.plans import State
from gaisma.workplace.new_year.workflow import DONE, PLAN

PLAN_STATES: dict[str, "str | Promise"] = {
    "not_begun": pgettext_lazy("plan", "not begun"),
    "stands": pgettext_lazy("plan", "groups stand already"),
    **{state.key: lazy_said(state) for state in PLAN.states},
}
CONFIRMATION_STATES: dict[str, "str | Promise"] = {
    "unconfirmed": pgettext_lazy("register", "not confirmed"),
    "confirmed": pgettext_lazy("register", "confirmed"),
    "changed": pgettext_lazy("register", "confirmed, changed since"),
}
TONES = {
    "stands": "good",
    "confirmed": "good",
    "changed": "due",
    **{state.key: state.tone for state in PLAN.states},
}


class Badge(listing.Coded):
    """A state as its word, with a colour beside the word."""

    def render(self, value: str) -> str:
        badge = '<span class="badge {}">{}</span>'
        return format_html(badge, TONES.get(value, ""), self.said(value))

    def value(self, value: str) -> str:
        return self.said(value)


class Plans(listing.Table):
    """Institutions with the state of their plan for a school year."""

    institution = listing.Name(
        verbose_name=gettext_lazy("Institution"),
        linkify=lambda record: plan_address(record),
    )
    state = Badge(PLAN_STATES, verbose_name=gettext_lazy("State"))
    groups_before = listing.Number(verbose_name=gettext_lazy("Groups of the year before"))
    groups = listing.Number(verbose_name=gettext_lazy("Groups of the year"))
    changed_at = listing.Moment(verbose_name=gettext_lazy("Last changed"))
    changed_by = listing.Words(verbose_name=gettext_lazy("by whom"))


def plan_address(state: State) -> str:
    """Where the plan of an institution goes on."""
    if state.plan_id is None:
        return reverse("new_year:begin", args=[state.organisation_id])
    step = "preview" if state.state == DONE else "groups"
    return reverse(f"new_year:{step}", args=[state.plan_id])


class Confirmations(listing.Table):
    """Institutions with the state of their confirmation."""

    institution = listing.Name(
        verbose_name=gettext_lazy("Institution"),
        linkify=lambda record: confirmation_address(record),
    )
    state = Badge(CONFIRMATION_STATES, verbose_name=gettext_lazy("Register on 1 September"))
    confirmed_at = listing.Moment(verbose_name=gettext_lazy("Confirmed"))
    confirmed_by = listing.Words(verbose_name=gettext_lazy("by whom"))
    changed = listing.Number(verbose_name=gettext_lazy("Rows changed since"))
    changed_at = listing.Moment(verbose_name=gettext_lazy("Last change"))


def confirmation_address(standing: Standing) -> str:
    """The page of an institution's confirmation."""
    return reverse("new_year:confirm", args=[standing.organisation_id])
