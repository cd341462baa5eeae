"""What is done once for an installation: it is set up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from gaisma.base import audit, audited, changes, keys, retention, rotation, seeds
from gaisma.base.errors import GaismaError
from gaisma.base.models import Installation, Organisation, RoleGrant, SchoolYear, User
from gaisma.base.wording import school_years

SMALLEST_GROUPS = range(3, 21)
"""What the smallest group that is shown outside may be set to."""


class UnableToSetUp(GaismaError):
    """The installation stands already, or what was given for it cannot be."""


@dataclass(frozen=True)
class Administrator:
    """Who runs the installation first and grants roles to all others."""

    username: str
    full_name: str
    password: str
    email: str = ""


@dataclass(frozen=True)
class Setup:
    """What a new installation is to be; the first of `languages` is its own.

    `retention` maps a kind of record to years.
    """

    authority: str
    municipality: str
    school_year: str
    administrator: Administrator
    languages: tuple[str, ...] = ("lv", "en", "ru")
    smallest_group: int = 5
    retention: Mapping[str, int] = field(default_factory=dict)
    personal_code_type: str = ""


def demand_empty() -> None:
    """Raises UnableToSetUp where an installation stands already."""
    if installation := Installation.objects.filter(pk=1).first():
        message = _(
            "%(municipality)s is set up here already: set GAISMA_HOME to an empty folder for "
            "another installation."
        )
        raise UnableToSetUp(
            message % {"municipality": installation.municipality}, code="already_set_up"
        )


def set_up(setup: Setup, *, at: datetime) -> Installation:
    """Prepare a real installation: authority, school year, first administrator, keys.

    Raises UnableToSetUp.
    """
    _check(setup)
    keys.signing_key(Path(settings.GAISMA_HOME))
    for name in rotation.NAMES:
        rotation.in_force(name)
    with transaction.atomic():
        demand_empty()
        _school_year(setup.school_year)
        authority = _authority(setup.authority, at=at)
        administrator = _administrator(setup.administrator, authority, setup.languages[0], at=at)
        installation = Installation.objects.create(
            pk=1,
            authority=authority,
            municipality=setup.municipality,
            language=setup.languages[0],
            languages=list(setup.languages),
            smallest_group=setup.smallest_group,
            retention=dict(setup.retention),
            personal_code_type=setup.personal_code_type,
        )
        audit.note(
            action=audited.SET_UP_INSTALLATION, by=administrator, at=at, organisation=authority
        )
        seeds.enter_all(at=at)
    return installation


def _check(setup: Setup) -> None:
    retention.demand(setup.retention)
    known = [code for code, _name in settings.LANGUAGES]
    unknown = sorted(set(setup.languages) - set(known))
    if unknown or not setup.languages:
        raise UnableToSetUp(
            _("Choose languages among %(known)s.") % {"known": ", ".join(known)},
            code="unknown_language",
            choices=known,
        )
    if setup.smallest_group not in SMALLEST_GROUPS:
        raise UnableToSetUp(
            _("The smallest group that is shown has between %(least)s and %(most)s people.")
            % {"least": SMALLEST_GROUPS.start, "most": SMALLEST_GROUPS.stop - 1},
            code="smallest_group",
        )
    if not (setup.authority.strip() and setup.municipality.strip()):
        raise UnableToSetUp(_("Give the authority and the municipality a name."), code="no_name")


def _school_year(name: str) -> None:
    try:
        school_years.years(name)
    except ValueError:
        raise UnableToSetUp(
            _("“%(name)s” is not a school year: write it as 2024/2025.") % {"name": name},
            code="school_year",
        ) from None
    SchoolYear.ensured([name])


def _authority(name: str, *, at: datetime) -> Organisation:
    """The one that files brought before, or a new one."""
    known = Organisation.objects.filter(kind="authority", name=name).first()
    if known is not None:
        return known
    return changes.make(
        Organisation, at=at, code="authority", name=name, kind="authority", founder="municipality"
    )


def _administrator(
    given: Administrator, authority: Organisation, language: str, *, at: datetime
) -> User:
    account = User(
        username=given.username,
        full_name=given.full_name,
        email=given.email,
        language=language,
    )
    try:
        validate_password(given.password, account)
        account.set_password(given.password)
        account.full_clean()
    except ValidationError as broken:
        raise UnableToSetUp(" ".join(broken.messages), code="administrator") from broken
    account.save()
    RoleGrant.objects.create(
        user=account,
        role="administrator",
        organisation=authority,
        from_on=at.date(),
        granted_by=None,
        granted_at=at,
    )
    return account
