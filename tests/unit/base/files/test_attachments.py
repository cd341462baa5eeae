"""Attachments: kept by content, given out, cleaned away."""

import hashlib
import os
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404

from gaisma.base import health
from gaisma.base.files import actions, serving, storage
from gaisma.base.files.fields import DocumentField, PictureField
from gaisma.base.files.judging import UnableToAttach
from gaisma.base.files.kinds import LARGEST, PDF, PICTURE
from gaisma.base.files.models import Attachment
from tests.factories import attaching
from tests.moments import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path, settings):
    settings.GAISMA_HOME = tmp_path
    return tmp_path


def kept(**given):
    return actions.keep_picture(attaching.picture(**given), by=None, at=NOW)


def document(name="plan.pdf"):
    return actions.keep_document(attaching.PDF, name, by=None, at=NOW)


def contents() -> set[str]:
    return {file.name for file in storage.folder().iterdir()}


def aged(name: str, *, hours: int) -> None:
    moment = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(storage.path(name), (moment, moment))


def test_picture_lies_under_the_hash_of_its_content():
    row = kept()

    content = storage.path(row.sha256).read_bytes()
    assert hashlib.sha256(content).hexdigest() == row.sha256
    assert (row.media_type, row.size, row.added_at) == (PICTURE, len(content), NOW)


def test_equal_pictures_lie_there_once():
    assert kept().sha256 == kept().sha256

    assert Attachment.objects.count() == 2
    assert len(contents()) == 1


def test_content_is_there_before_the_row_is(monkeypatch):
    monkeypatch.setattr(storage, "place", lambda _content: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        kept()

    assert not Attachment.objects.exists()


def test_what_may_not_be_attached_leaves_nothing():
    with pytest.raises(UnableToAttach):
        actions.keep_picture(b"no picture", by=None, at=NOW)

    assert not storage.folder().exists()
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("plan.pdf", "plan.pdf"),
        ("C:\\Users\\Anna\\akts.pdf", "akts.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\r\nSet-Cookie: x\x00.pdf", "aSet-Cookie: x.pdf"),
        ("ā" * 300 + ".pdf", "ā" * 251 + ".pdf"),
    ],
)
def test_document_keeps_its_own_name_and_no_way_to_it(sent, name):
    assert document(sent).name == name


def test_picture_is_shown_and_a_document_is_saved():
    shown, saved = serving.answer(kept()), serving.answer(document("gatavības akts.pdf"))

    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"].startswith("inline")
    assert saved["Content-Type"] == "application/pdf"
    assert saved["Content-Disposition"].startswith("attachment")
    assert {answer["X-Content-Type-Options"] for answer in (shown, saved)} == {"nosniff"}


def test_content_that_is_gone_is_not_found():
    row = kept()
    storage.path(row.sha256).unlink()

    with pytest.raises(Http404):
        serving.answer(row)
    assert health.found().parts["files"] is False


def test_clean_takes_what_nothing_names_and_is_old():
    stays, shared, goes, young = kept(), kept(width=50), kept(width=60), kept(width=70)
    again = kept(width=50)
    for row in (shared, goes, young):
        actions.remove(row)
    for row in (stays, again, goes):
        aged(row.sha256, hours=7)
    aged(young.sha256, hours=1)

    assert actions.clean(at=NOW) == 1

    assert contents() == {stays.sha256, again.sha256, young.sha256}


def test_clean_without_any_attachment_finds_nothing():
    assert actions.clean(at=NOW) == 0


@pytest.mark.parametrize(("field", "kind"), [(PictureField(), PICTURE), (DocumentField(), PDF)])
def test_field_refuses_a_file_beyond_the_limit_unread(field, kind):
    class Huge:
        name, size = "huge", LARGEST[kind] + 1

        def read(self):
            raise AssertionError

    with pytest.raises(ValidationError, match=str(LARGEST[kind] // 1024 // 1024)):
        field.clean(Huge())
