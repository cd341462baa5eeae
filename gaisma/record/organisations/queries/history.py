"""What was done to an institution, as its page tells it."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext, gettext_noop

from gaisma.base.models import AuditRecord, Organisation

PAGE = 50
ACTS = {
    "institution.establish": gettext_noop("was added"),
    "institution.change": gettext_noop("was changed"),
    "institution.change_contacts": gettext_noop("contact data were changed"),
    "institution.close": gettext_noop("was closed"),
    "institution.merge": gettext_noop("was taken over by another institution"),
    "site.add": gettext_noop("a site was added"),
    "site.change": gettext_noop("a site was changed"),
    "licence.grant": gettext_noop("a licence or accreditation was added"),
    "licence.change": gettext_noop("a licence or accreditation was changed"),
    "licence.end": gettext_noop("a licence or accreditation was ended"),
    "status.grant": gettext_noop("a status was given"),
    "status.end": gettext_noop("a status was ended"),
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
