"""A backup holds no answer that could be joined with its code, and shuts nobody out."""

import json

from tests.installations import SeparateInstallation
from tests.integration.surveys.test_joining import ANSWERING, answered

MOVING = "from gaisma.quality.surveys.answering import moving; moving.move()"
SEEN = """
import json
from gaisma.quality.surveys.models import Code, Response
from tests.sheets import given
print(json.dumps([Code.objects.unused().count(), Response.objects.count(), len(given())]))
"""
FEW = ANSWERING.replace("range(1, 21)", "range(1, 5)")
MORE = """
from gaisma.quality.surveys.models import Batch
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from tests.factories.surveys import OPEN_ON
batch = Batch.objects.get()
for number in range(5, 16):
    text, given = codes.letters(batch.pk, number), {"outcomes": "yes"}
    answers.answer(text=text, answers=given, language="en", on=OPEN_ON)
"""


def test_codes_of_answers_that_no_backup_holds_open_the_survey_again(
    migrated: SeparateInstallation,
) -> None:
    answered(migrated, FEW)
    backup = migrated.home.parent / "night.tar.age"

    made = migrated.run("backup", backup, "--json")
    assert made.returncode == 0, made.stderr
    told(migrated, f"{MORE}\n{MOVING}")
    before = seen(migrated)
    back = migrated.run("restore", backup, "--replace", "--json")
    assert back.returncode == 0, back.stderr

    assert before == [5, 15, 15]
    assert seen(migrated) == [20, 0, 0]


def seen(installation: SeparateInstallation) -> list[int]:
    """How many codes are left, how many answers are rows, and how many there are."""
    found: list[int] = json.loads(told(installation, SEEN))
    return found


def told(installation: SeparateInstallation, statements: str) -> str:
    done = installation.run("shell", "--no-imports", "-v", "0", "-c", statements)
    assert done.returncode == 0, done.stderr
    return done.stdout
