"""Meetings in `base` and `evidence`: accounts, attachments, imports, reports."""

import os
from datetime import timedelta

import polars as pl
from django.db import transaction

from gaisma.base import bulk
from gaisma.base.accounts.actions import grants, invitations
from gaisma.base.files import actions as attachments
from gaisma.base.files import storage
from gaisma.base.models import Organisation, RoleGrant
from gaisma.evidence.interop import imports, intake, mappings
from gaisma.evidence.interop.committing import parquet
from gaisma.evidence.interop.delivery import Delivery, Table
from gaisma.evidence.interop.models import Import, ImportedRows
from gaisma.evidence.interop.undoing import kept as kept_rows
from gaisma.evidence.reports import actions
from gaisma.evidence.reports.models import Comment, Report
from gaisma.record.organisations.models import Site
from gaisma.record.people.models import Person
from tests import factories
from tests.factories import attaching
from tests.integration.two_people.meetings import Scene, at
from tests.moments import NOW, TODAY


@at("base.accounts.actions.grants:grant")
def one_role_is_granted_by_two() -> Scene:
    given = {"user": factories.user(), "role": "teacher", "organisation": factories.institution()}

    def grant() -> object:
        return grants.grant(**given, from_on=TODAY, by=None, at=NOW)

    return Scene(grant, grant, RoleGrant.objects.count, 1, answer="held_already")


@at("base.accounts.actions.invitations:_pending")
def invitation_is_withdrawn_while_it_is_sent_again() -> Scene:
    row = factories.invitation()
    return Scene(
        lambda: invitations.withdraw(invitation=row, by=None, at=NOW),
        lambda: invitations.send_again(invitation=row, by=None, at=NOW),
        lambda: type(row).objects.get().sending,
        1,
        answer="not_pending",
    )


@at("base.accounts.actions.invitations:_waiting")
def invitation_is_accepted_twice() -> Scene:
    row = factories.invitation(email="anna@example.lv")
    user = factories.user(email="anna@example.lv")

    def accept() -> None:
        invitations.accept_as(invitation=row, user=user, at=NOW)

    return Scene(accept, accept, RoleGrant.objects.count, 1, answer="not_open")


@at("base.bulk:_reserve_from_sequence")
def rows_are_written_in_bulk_by_two() -> Scene:
    found: list[int] = []

    @transaction.atomic
    def reserve() -> None:
        found.extend(bulk.reserve_ids(Site, 5))

    return Scene(reserve, reserve, lambda: len(set(found)), 10)


@at("base.files.actions:_keep_writers_out")
def content_is_attached_anew_while_it_is_cleaned_away() -> Scene:
    content = attaching.picture()
    row = attachments.keep_picture(content, by=None, at=NOW)
    file = storage.folder() / row.sha256
    type(row).objects.all().delete()
    os.utime(file, (0, 0))
    return Scene(
        lambda: attachments.keep_picture(content, by=None, at=NOW),
        lambda: attachments.clean(at=NOW + timedelta(days=10_000)),
        file.exists,
        True,
    )


def _institutions() -> Delivery:
    columns = {"institution_identifier": ["i1"], "id": ["NEW"], "name": ["Jauna skola"]}
    columns |= {"kind": ["secondary_school"]}
    frame = pl.DataFrame(columns).with_columns(pl.lit(2, pl.Int64).alias("row"))
    table = Table("institutions", "institutions.csv", frame)
    return Delivery("sis", "table institutions", "institutions.csv", 1, "0" * 64, (table,))


@at("evidence.interop.intake:wait_for_other_writers")
def one_file_is_taken_in_twice() -> Scene:
    factories.installation()
    told: list[object] = []

    def take() -> None:
        told.append(intake.take_in(_institutions(), by=None, at=NOW, as_of=TODAY).status)

    def kept() -> object:
        return told, Organisation.objects.filter(code="NEW").count()

    return Scene(take, take, kept, (["taken", "taken"], 1))


@at("evidence.interop.mappings:_locked")
def two_say_what_values_of_a_sender_mean() -> Scene:
    mapping = factories.column_mapping(source="journal", kind="lessons")

    def say(value: str) -> object:
        chosen = {"presence": {value: "late"}}
        return mappings.choose(source="journal", kind="lessons", meanings=chosen, by=None, at=NOW)

    def meant() -> object:
        mapping.refresh_from_db()
        return sorted(mapping.meanings["presence"])

    return Scene(lambda: say("k"), lambda: say("kav"), meant, ["k", "kav"])


@at("evidence.interop.undoing:importing_to_undo")
def one_import_is_undone_twice() -> Scene:
    factories.installation()
    importing = factories.import_()

    def undo() -> object:
        return imports.undo(importing.pk, by=None, at=NOW)

    return Scene(
        undo, undo, Import.objects.exclude(undone_at=None).count, 1, answer="undone_already"
    )


def _imported(*people: Person) -> ImportedRows:
    """What an import keeps of people whom it changed."""
    nobody = pl.DataFrame(schema={"id": pl.Int64, "revision": pl.Int64})
    before = {"id": [one.pk for one in people], "family_name": ["X"] * len(people)}
    frame = pl.DataFrame({**before, "revision": [1] * len(people), "left_revision": 2})
    return ImportedRows.objects.create(
        importing=factories.import_(),
        model=Person._meta.label,
        order=1,
        created=parquet(nobody),
        previous=parquet(frame),
    )


@at("evidence.interop.imports:forget")
def two_people_are_forgotten() -> Scene:
    one, other, third = factories.person(), factories.person(), factories.person()
    _imported(one, other, third)
    return Scene(
        lambda: imports.forget(person_ids=[one.pk]),
        lambda: imports.forget(person_ids=[other.pk]),
        lambda: kept_rows(ImportedRows.objects.get()).previous["id"].to_list(),
        [third.pk],
    )


@at("evidence.interop.imports:forget_content")
def content_of_two_rows_is_forgotten() -> Scene:
    one, other = factories.person(), factories.person()
    _imported(one, other)
    return Scene(
        lambda: imports.forget_content(Person, [one.pk]),
        lambda: imports.forget_content(Person, [other.pk]),
        lambda: kept_rows(ImportedRows.objects.get()).previous["family_name"].to_list(),
        [None, None],
    )


@at("evidence.reports.actions:_locked")
def report_is_sent_while_its_day_is_changed() -> Scene:
    factories.installation()
    report = factories.report()
    return Scene(
        lambda: actions.send_for_review(report=report, by=None, at=NOW),
        lambda: actions.change_day(report=report, as_of=TODAY - timedelta(days=1), by=None, at=NOW),
        lambda: Report.objects.values_list("state", "as_of").get(),
        ("in_review", TODAY),
        answer="wrong_state",
    )


@at("evidence.reports.actions:_settle")
def comment_is_settled_by_two() -> Scene:
    factories.installation()
    comment = factories.comment()
    one, other = factories.user(), factories.user()
    for user in (one, other):
        factories.role_grant(user=user, role="manager", organisation=factories.authority())
    return Scene(
        lambda: actions.resolve_comment(comment=comment, by=one, at=NOW),
        lambda: actions.resolve_comment(comment=comment, by=other, at=NOW),
        lambda: Comment.objects.get().resolved_by_id,
        one.pk,
    )
