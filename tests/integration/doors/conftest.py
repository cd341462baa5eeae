"""Every door by which a file comes in, found by walking over forms and commands."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from gaisma.base.models import Organisation, User
from gaisma.quality.selfevaluation.actions import reports
from tests import factories
from tests.moments import NOW

Send = Callable[[str, bytes], HttpResponse]


@dataclass(frozen=True)
class Door:
    """A form's field that takes a file: how one is sent, and what counts what has come in."""

    send: Send
    kept: Callable[[], int]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """A home of the test's own, in which files lie."""
    settings.GAISMA_HOME = tmp_path / "home"
    settings.GAISMA_HOME.mkdir()
    return tmp_path / "home"


@pytest.fixture
def doors(reader: Client, specialist: User, head: User, school: Organisation) -> dict[str, Door]:
    """How a file is sent to each field, by the field's name.

    What follows the name is how the form is filled in besides.
    """
    from gaisma.base.accounts.models import Invitation
    from gaisma.evidence.interop.models import Import
    from gaisma.quality.inspections.models import Photo
    from gaisma.quality.selfevaluation.models import Evidence
    from gaisma.record.instruments.models import Version

    inspection = factories.filled_inspection(institution=school, led_by=specialist)
    signed = factories.signed_inspection(institution=factories.institution(), led_by=specialist)
    defect = factories.defect(inspection=signed)
    report = reports.begin(
        institution=school,
        school_year=factories.school_year("2023/2024"),
        version=factories.framework_version(),
        by=None,
        at=NOW,
    )
    passage = report.passages.first()
    other = factories.user()
    factories.role_grant(user=other, role="head", organisation=signed.institution)

    def door(by: User, field: str, address: str, kept: Any, **given: Any) -> Door:
        def send(name: str, content: bytes) -> HttpResponse:
            reader.force_login(by)
            file = SimpleUploadedFile("x", content)
            file.name = name
            answer: Any = reader.post(address, {**given, field: file})
            return answer

        return Door(send, kept.objects.count)

    return {
        "InviteList.file": door(
            head, "file", reverse("accounts:invite_list"), Invitation, language="lv", lines=""
        ),
        **{
            f"UploadForm.files{as_}": door(
                specialist, "files", reverse("interop:new"), Import, kind=kind, source=""
            )
            for as_, kind in (("", ""), (" as sites", "sites"), (" as a set", "oneroster"))
        },
        "TakeInForm.file": door(
            specialist, "file", reverse("instruments:take_in"), Version, use="survey"
        ),
        "PhotoForm.picture": door(
            specialist,
            "picture",
            reverse("inspections:take", args=[inspection.pk]),
            Photo,
            about="item-exits",
            caption="Exit",
        ),
        "MendForm.picture": door(
            other,
            "picture",
            reverse("inspections:mend", args=[defect.pk]),
            Photo,
            on="2024-08-20",
            how="Mended",
            revision=defect.revision,
        ),
        "ProofForm.document": door(
            head,
            "document",
            reverse("selfevaluation:add_proof", args=[passage.pk]),
            Evidence,
            title="An act",
            link="",
        ),
    }


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What of all that reads files from outside is used in this process; it is not to be."""
    import zipfile

    import python_calamine
    from PIL import Image
    from pyarrow import csv

    noticed: list[str] = []

    def refused(name: str) -> Callable[..., Any]:
        def refuse(*given: Any, **named: Any) -> Any:
            noticed.append(name)
            raise OSError(name)

        return refuse

    for module, names in (
        (zipfile, ("ZipFile", "is_zipfile")),
        (python_calamine, ("CalamineWorkbook", "load_workbook")),
        (Image, ("open",)),
        (csv, ("read_csv",)),
    ):
        for name in names:
            monkeypatch.setattr(module, name, refused(name))
    return noticed
