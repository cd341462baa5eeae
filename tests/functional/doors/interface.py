"""Asks for every figure of the interface for programs by the address that it carries.

    python -m tests.functional.doors.interface SEED AT_MOST USERNAME...

Run in a copy of the demo. Each indicator is asked for the whole city and by each of its breakdowns;
of what answers, and of what is pinned in reports, so many figures are asked again at most. Writes
for each person what agreed and what did not, as JSON.
"""

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from tests.functional.doors.walking import Told, prepared

API = "/api/v1"
YEAR = "2024/2025"


class Program:
    """A program that reads as somebody."""

    def __init__(self, username: str) -> None:
        from django.test import Client

        from gaisma.base.models import User

        self.client = Client(headers={"accept-language": "lv"})
        self.client.force_login(User.objects.get(username=username))

    def ask(self, address: str) -> tuple[int, Any]:
        answer = self.client.get(address)
        return answer.status_code, answer.json()


def told_figures(program: Program) -> Iterator[dict[str, Any]]:
    """Every figure that the interface tells, as it tells it."""
    status, indicators = program.ask(f"{API}/indicators")
    for one in indicators if status == 200 else ():
        year = f"school_year={YEAR}&" if "school_year" in one["filters"] else ""
        for by in ("", *one["breakdowns"]):
            status, answer = program.ask(f"{API}/figures/{one['key']}?{year}by={by}")
            if status == 200:
                yield from answer["figures"]
    status, reports = program.ask(f"{API}/reports")
    for report in reports["items"] if status == 200 else ():
        yield from program.ask(f"{API}/reports/{report['id']}")[1]["figures"]


def walked(username: str, *, seed: int, at_most: int) -> Told:
    """Ask again what was told, and hold both values against each other."""
    program, told = Program(username), Told()
    figures = list(told_figures(program))
    told.numbers = len(figures)
    named = [one for one in figures if one["address"]]
    random.Random(seed).shuffle(named)
    for one in named[:at_most]:
        status, answer = program.ask(one["address"])
        told.opened += 1
        (again,) = answer["figures"] if status == 200 else (None,)
        if again is not None and _value(again) == _value(one):
            told.agreed += 1
        else:
            told.wrong.append(f"{one['address']}: {one['value']}, then {status} {again}")
    return told


def _value(figure: dict[str, Any]) -> float | None:
    """The value: pinned ones are written exactly, others as JSON writes a number."""
    value = figure["value"]
    return None if value in ("", None) else round(float(Fraction(str(value))), 6)


def main(seed: str, at_most: str, *usernames: str) -> dict[str, Any]:
    prepared(marks=False)
    from gaisma.workplace.api.admission import OfPerson

    # So much a minute may be asked of it; the walk asks more.
    OfPerson.allow_request = lambda *_given: True  # type: ignore[method-assign]
    return {name: asdict(walked(name, seed=int(seed), at_most=int(at_most))) for name in usernames}


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False, indent=1)
