"""A preschool with groups, and a specialist who takes files in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gaisma.base.models import Organisation, User
from gaisma.evidence.interop.models import Upload
from tests import factories

HEADER = "institution,group,school_year,programme,min_size,max_size"
Send = Callable[..., Upload]


@pytest.fixture(autouse=True)
def home(settings: Any, tmp_path: Path) -> Path:
    """A home of the test's own, in which files lie."""
    settings.GAISMA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def preschool(school: Organisation) -> Organisation:
    preschool = factories.preschool(code="zilite", name="PII “Zīlīte”")
    programme = factories.programme(institution=preschool, code="01015611", stage="preschool")
    year = factories.school_year("2024/2025")
    factories.group(programme=programme, school_year=year, name="Bitītes", min_size=5, max_size=20)
    return preschool


@pytest.fixture
def signed_in(reader: Client, specialist: User, preschool: Organisation) -> Client:
    reader.force_login(specialist)
    return reader


@pytest.fixture
def send(signed_in: Client) -> Send:
    """Sends a table of groups as CSV through the form; gives the file as it was kept."""

    def sent(*lines: str, header: str = HEADER, name: str = "groups.csv", **fields: str) -> Upload:
        text = "\n".join((header, *lines, ""))
        file = SimpleUploadedFile(name, text.encode())
        given = {"source": "table", "kind": "", **fields, "files": file}
        answer = signed_in.post("/imports/new/", given)
        assert answer.status_code == 302, answer.content.decode()
        return Upload.objects.latest("pk")

    return sent
