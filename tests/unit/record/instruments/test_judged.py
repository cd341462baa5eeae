"""What we write as XLSForm, judged by the program that the field takes for its reference."""

import io
import json
from pathlib import Path

import pytest
from pyxform.xls2xform import convert

from gaisma.record.instruments import questionnaire
from gaisma.record.instruments.xlsforms.writing import workbook
from tests.installations import PROJECT
from tests.moments import NOW

SHIPPED = sorted((PROJECT / "gaisma" / "quality").glob("*/questionnaires/**/*.json"))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_questionnaire_that_ships_is_a_sound_form(file: Path) -> None:
    asked = questionnaire.from_json(json.loads(file.read_text(encoding="utf-8")))
    troubles: list[str] = []

    form = convert(
        xlsform=io.BytesIO(workbook(asked, at=NOW)),
        file_type=".xlsx",
        warnings=troubles,
        validate=False,
    )

    assert troubles == []
    assert all(item.name in form.xform for item in asked.items)


def test_there_are_questionnaires() -> None:
    assert len(SHIPPED) >= 12
