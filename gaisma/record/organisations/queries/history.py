"""What was done to an institution, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, gettext_noop

from gaisma.base.models import AuditRecord, Organisation
from gaisma.record.organisations import audited

PAGE = 50
ACTS = {
    audited.ESTABLISH_INSTITUTION.key: gettext_noop("was added"),
    audited.CHANGE_INSTITUTION.key: gettext_noop("was changed"),
    audited.CHANGE_CONTACTS.key: gettext_noop("contact data were changed"),
    audited.CLOSE_INSTITUTION.key: gettext_noop("was closed"),
    audited.MERGE_INSTITUTIONS.key: gettext_noop("was taken over by another institution"),
    audited.ADD_SITE.key: gettext_noop("a site was added"),
    audited.CHANGE_SITE.key: gettext_noop("a site was changed"),
    audited.GRANT_LICENCE.key: gettext_noop("a licence or accreditation was added"),
    audited.CHANGE_LICENCE.key: gettext_noop("a licence or accreditation was changed"),
    audited.END_LICENCE.key: gettext_noop("a licence or accreditation was ended"),
    audited.GRANT_STATUS.key: gettext_noop("a status was given"),
    audited.END_STATUS.key: gettext_noop("a status was ended"),
}
FIELDS = {
    "address": gettext_noop("address"),
    "phone": gettext_noop("telephone"),
    "email": gettext_noop("e-mail"),
    "website": gettext_noop("website"),
    "name": gettext_noop("name"),
    "kind": gettext_noop("kind"),
    "founder": gettext_noop("founder"),
    "closed_on": gettext_noop("closing day"),
    "latitude": gettext_noop("latitude"),
    "longitude": gettext_noop("longitude"),
    "number": gettext_noop("number"),
    "from_on": gettext_noop("first day"),
    "to_on": gettext_noop("last day"),
}


@dataclass(frozen=True)
class Act:
    """One act: what, which fields, who, when."""

    what: str
    fields: tuple[str, ...]
    who: str
    at: datetime


@dataclass(frozen=True)
class History:
    """A page of acts, the newest first."""

    acts: tuple[Act, ...]
    page: Page[AuditRecord]


def of(institution: Organisation, *, page: str) -> History:
    """What was done to the institution itself; people and groups have histories of their own."""
    records = AuditRecord.objects.filter(organisation=institution, action__in=ACTS)
    found = Paginator(records.select_related("by").order_by("-at", "-pk"), PAGE).get_page(page)
    return History(tuple(_act(record) for record in found), found)


def _act(record: AuditRecord) -> Act:
    names = record.details.get("fields", []) if isinstance(record.details, dict) else []
    return Act(
        what=gettext(ACTS[record.action]),
        fields=tuple(gettext(FIELDS[name]) for name in names if name in FIELDS),
        who=str(record.by) if record.by else gettext("command line"),
        at=record.at,
    )
