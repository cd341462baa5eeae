"""Files read in the test's own process: the same readers, and answers that could have travelled."""

import json
from pathlib import Path
from typing import Any

from gaisma.base.apart import Answer, Limits, Reader


def here(reader: Reader, source: bytes | Path, *, limits: Limits, **given: Any) -> Answer:
    """What the process that may die would say."""
    answer = reader(source, **json.loads(json.dumps(given)))
    return Answer(json.loads(json.dumps(answer.said)), answer.parts)
