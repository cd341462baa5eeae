"""Many answer at once, and their answers are exchanged together; the process is killed meanwhile.

Whoever was told that the answer is taken finds it kept, once. The weakened variant, which tells so
before the exchange, loses answers.
"""

import json
import os
import signal
import subprocess

import pytest

from tests.installations import SeparateInstallation

pytestmark = pytest.mark.django_db
ISSUED, AT_ONCE, KILLS = 96, 8, 2
BEGIN = f"""
from tests import factories
asked = factories.asked()
part = factories.part(version=factories.survey_version(asks=asked))
factories.batch(part=part, issued={ISSUED})
"""
SEND = """
import os
from concurrent.futures import ThreadPoolExecutor
from gaisma.quality.surveys import codes
from gaisma.quality.surveys.answering import actions as answers
from gaisma.quality.surveys.models import Batch
from tests.factories.surveys import OPEN_ON

batch = Batch.objects.get().pk

def tell(number):
    os.write(1, b"%d\\n" % number)

def send(number):
    text = codes.letters(batch, number)
    given = {"outcomes": "partly", "missing": f"person {number}"}
    if IS_WEAKENED:
        tell(number)
    try:
        answers.answer(text=text, answers=given, language="en", on=OPEN_ON)
    except answers.UnableToAnswer as refused:
        if refused.code != "unknown_code":  # taken before the kill, and nobody was told
            raise
    if not IS_WEAKENED:
        tell(number)

with ThreadPoolExecutor(AT_ONCE) as pool:
    list(pool.map(send, NUMBERS))
"""
SEEN = """
import json
from gaisma.quality.surveys.models import Code
from tests.sheets import given
said = sorted(int(one["missing"].split()[1]) for one in given())
print(json.dumps([said, Code.objects.unused().count()]))
"""


def test_acknowledged_answers_survive_kills_and_none_is_kept_twice(
    migrated: SeparateInstallation,
) -> None:
    told(migrated, BEGIN)
    acknowledged: set[int] = set()

    for kill in range(1, KILLS + 1):
        acknowledged |= sent(migrated, without=acknowledged, until=kill * ISSUED // 4)
        kept, unused = seen(migrated)
        assert acknowledged <= set(kept)
        assert len(kept) == len(set(kept)) == ISSUED - unused
    sent(migrated, without=acknowledged, until=ISSUED)

    assert seen(migrated) == (list(range(1, ISSUED + 1)), 0)


def test_answers_acknowledged_before_their_exchange_are_lost(
    migrated: SeparateInstallation,
) -> None:
    """The weakened variant."""
    told(migrated, BEGIN)

    acknowledged = sent(migrated, without=set(), until=ISSUED // 2, is_weakened=True)

    kept, unused = seen(migrated)
    assert not acknowledged <= set(kept)
    assert len(kept) == ISSUED - unused


def sent(
    installation: SeparateInstallation,
    *,
    without: set[int],
    until: int,
    is_weakened: bool = False,
) -> set[int]:
    """Send the others at once, and kill who takes them when so many in all were acknowledged."""
    numbers = [number for number in range(1, ISSUED + 1) if number not in without]
    given = f"AT_ONCE, IS_WEAKENED, NUMBERS = {AT_ONCE}, {is_weakened}, {numbers}\n"
    acknowledged: set[int] = set()
    with installation.start(
        *("shell", "--no-imports", "-v", "0", "-c", given + SEND),
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            acknowledged.add(int(line))
            if len(without | acknowledged) >= until and until < ISSUED:
                os.killpg(process.pid, signal.SIGKILL)
    return acknowledged


def seen(installation: SeparateInstallation) -> tuple[list[int], int]:
    """Who is kept, and how many codes are left."""
    kept, unused = json.loads(told(installation, SEEN))
    return kept, unused


def told(installation: SeparateInstallation, statements: str) -> str:
    done = installation.run("shell", "--no-imports", "-v", "0", "-c", statements)
    assert done.returncode == 0, done.stderr
    return done.stdout
