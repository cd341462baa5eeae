"""How the installation is: each check says in a sentence what it found, and what to do."""

import platform
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from smtplib import SMTPException
from time import monotonic

import django
from django.conf import settings
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from gaisma.base import clock, rotation, thresholds, wording
from gaisma.base.errors import GaismaError
from gaisma.base.health import Check
from gaisma.base.jobs import signs
from gaisma.base.jobs.models import FAILED, WAITING, Job
from gaisma.base.models import AuditRecord, Installation
from gaisma.evidence.archive import audited as archive_audited
from gaisma.evidence.lake import queries as lake
from gaisma.evidence.lake.models import TableChange

__all__ = ["CHECKS", "WATCHED", "Finding"]


GOOD, DUE, BAD, SAMPLE = "good", "due", "bad", ""
"""A sample may lack what an installation must have."""


@dataclass(frozen=True)
class Finding:
    """What a check found: its title, how it is, a sentence, and what to do about it."""

    title: str
    tone: str
    found: str
    advice: str = ""

    @property
    def word(self) -> str:
        """How it is, in a word."""
        return {
            GOOD: gettext("in order"),
            DUE: gettext("needs attention"),
            BAD: gettext("not in order"),
            SAMPLE: gettext("not for a sample"),
        }[self.tone]


SILENT = timedelta(minutes=5)
"""A worker that has not gone its round for so long hangs, or has a long one."""
SLOW = timedelta(minutes=10)
PATIENCE = 5
"""Seconds in which a mail server that works has answered."""
ASKED_EVERY = 60
_asked: dict[str, tuple[float, bool]] = {}
RECENT = timedelta(days=7)
GIB = 1024**3


def record(at: datetime) -> Finding:
    """Which database holds the record."""
    vendor = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    numbers = connection.get_database_version()
    told = {"database": vendor, "version": ".".join(str(number) for number in numbers)}
    return Finding(_("Record"), GOOD, _("%(database)s %(version)s answers.") % told)


def keys(at: datetime) -> Finding:
    """Whether the record stands under the keys at hand."""
    try:
        rotation.demand()
    except GaismaError as refusal:
        return Finding(_("Keys"), BAD, _("The keys at hand do not read the record."), str(refusal))
    return Finding(_("Keys"), GOOD, _("The keys are those of the record."))


def lake_version(at: datetime) -> Finding:
    """Which version the lake has, and whether it follows the record."""
    title, latest = _("Lake"), lake.latest()
    if latest is None:
        return Finding(
            title,
            DUE,
            _("There is no version yet: no figures can be shown."),
            _("Take data in; the worker makes the first version within a minute."),
        )
    found = _("Version %(number)s, made %(moment)s.") % {
        "number": wording.number(latest.number),
        "moment": wording.moment(latest.made_at),
    }
    counters = dict(TableChange.objects.values_list("table", "counter"))
    if any(latest.changes.get(table) != counter for table, counter in counters.items()):
        advice = _("The record has changed since: the worker follows within a minute.")
        return Finding(title, DUE, found, advice)
    return Finding(title, GOOD, found)


def disk(at: datetime) -> Finding:
    """How much space is left where the installation lies."""
    usage = shutil.disk_usage(settings.GAISMA_HOME)
    free = 100 * usage.free // usage.total
    found = _("%(free)s GB are free, %(share)s of the disk.") % {
        "free": wording.number(usage.free // GIB),
        "share": wording.percent(100 * usage.free / usage.total),
    }
    if free >= thresholds.value("health.free_space"):
        return Finding(_("Disk space"), GOOD, found)
    return Finding(
        _("Disk space"),
        BAD if free < thresholds.value("health.free_space") // 2 else DUE,
        found,
        _("Make room, or move the installation to a larger disk, before it is full."),
    )


def worker(at: datetime) -> Finding:
    """Whether somebody does the background work."""
    title, present = _("Worker"), signs.workers()
    if not present:
        return Finding(
            title,
            BAD,
            _("No worker is at work: imports wait and figures do not follow the record."),
            _("Start `gaisma worker`, or `gaisma serve` with --with-worker."),
        )
    found = ngettext(
        "%(number)s worker is at work; seen last %(moment)s.",
        "%(number)s workers are at work; seen last %(moment)s.",
        len(present),
    ) % {"number": len(present), "moment": wording.moment(clock.here(present[0].seen_at))}
    if at - present[0].seen_at > SILENT:
        advice = _("It has not been heard of for a while: look into its log, start it anew.")
        return Finding(title, DUE, found, advice)
    return Finding(title, GOOD, found)


def jobs(at: datetime) -> Finding:
    """Whether background work is done."""
    title = _("Background work")
    here = clock.here(at)
    late = Job.objects.filter(state=WAITING, asked_at__lt=here - SLOW).count()
    failed = Job.objects.filter(state=FAILED, ended_at__gte=here - RECENT).count()
    if late or failed:
        found = _("Waiting for long: %(late)s. Failed in the last seven days: %(failed)s.")
        advice = _("See the page of background work and the log of the worker.")
        numbers = {"late": wording.number(late), "failed": wording.number(failed)}
        return Finding(title, DUE, found % numbers, advice)
    return Finding(title, GOOD, _("Nothing waits for long, nothing has failed."))


def backup(at: datetime) -> Finding:
    """When the last backup was made."""
    title = _("Backup")
    made = (
        AuditRecord.objects.filter(action=archive_audited.MAKE_BACKUP.key).order_by("-at").first()
    )
    advice = _("Run `gaisma backup` each night, and keep the file on another machine.")
    if made is None:
        tone = _unless_sample(BAD)
        return Finding(title, tone, _("No backup has been made."), advice)
    found = _("The last was made %(moment)s.") % {"moment": wording.moment(made.at)}
    if clock.here(at) - made.at > timedelta(days=thresholds.value("health.backup_age")):
        return Finding(title, BAD, found, advice)
    return Finding(title, GOOD, found)


def mail(at: datetime) -> Finding:
    """Whether letters leave the installation: the server is asked, and no letter is sent."""
    if settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        server = {"server": settings.EMAIL_HOST}
        if _takes_letters():
            return Finding(_("Mail"), GOOD, _("Letters go through %(server)s.") % server)
        return Finding(
            _("Mail"),
            BAD,
            _("%(server)s does not take letters now.") % server,
            _("Look whether the mail server runs and takes the name and password of GAISMA_MAIL."),
        )
    return Finding(
        _("Mail"),
        _unless_sample(DUE),
        _("Letters are not sent: they are put into a folder of the installation."),
        _("Set GAISMA_MAIL to the address of the mail server."),
    )


def _takes_letters() -> bool:
    """Whether the server does, or did a minute ago: a page must not wait for it each time."""
    asked_at, took = _asked.get(settings.EMAIL_HOST, (float("-inf"), False))
    if monotonic() - asked_at > ASKED_EVERY:
        took = _answers()
        _asked[settings.EMAIL_HOST] = monotonic(), took
    return took


def _answers() -> bool:
    server = get_connection(timeout=PATIENCE)
    try:
        server.open()
        server.close()
    except (SMTPException, OSError):
        return False
    return True


def transport(at: datetime) -> Finding:
    """Whether pages are read over an encrypted connection."""
    title = _("Encrypted connection")
    if settings.SESSION_COOKIE_SECURE:
        return Finding(title, GOOD, _("Sign-ins are accepted over HTTPS only."))
    return Finding(
        title,
        _unless_sample(BAD),
        _("Sign-ins are accepted without encryption."),
        _("Put the site behind a proxy with HTTPS and set GAISMA_HTTPS=yes."),
    )


def program(at: datetime) -> Finding:
    """Which version of the program runs."""
    told = {
        "version": version("gaisma"),
        "django": django.get_version(),
        "python": platform.python_version(),
    }
    found = _("Gaisma %(version)s, Django %(django)s, Python %(python)s.") % told
    return Finding(_("Program"), GOOD, found)


def _unless_sample(tone: str) -> str:
    return SAMPLE if Installation.current().is_demo else tone


CHECKS: tuple[Callable[[datetime], Finding], ...] = (
    record,
    keys,
    lake_version,
    worker,
    jobs,
    backup,
    disk,
    mail,
    transport,
    program,
)
"""In the order in which the page shows them; each is told the true moment."""


def _watched(key: str, check: Callable[[datetime], Finding], *, seconds: float) -> Check:
    """The part as programs are told of it: they need not know more than whether it works."""
    return Check(key, lambda: check(timezone.now()).tone != BAD, is_needed=False, holds_for=seconds)


WATCHED = (
    _watched("disk", disk, seconds=5),
    _watched("worker", worker, seconds=5),
    _watched("mail", mail, seconds=60),
    _watched("backup", backup, seconds=60),
)
"""What people can work without, but not for long."""
