"""Faults in the rooms above the record: quality, workplace."""

from tests.planted.fault import Fault

FAULTS = (
    Fault(
        "second-with-one-code-thanked",
        "gaisma/quality/surveys/answering/opening.py",
        "    if _asked(statement, given).rowcount == len(codes):\n        return set(uses)\n",
        "    _asked(statement, given)\n    return set(uses)\n",
        ("tests/unit/quality/surveys/test_opening.py",),
        "the second of two with one code is thanked, and the survey counts two",
    ),
    Fault(
        "code-used-twice",
        "gaisma/quality/surveys/answering/opening.py",
        "WHERE surveys_code.id = given.column1 AND surveys_code.used_under IS NULL",
        "WHERE surveys_code.id = given.column1",
        ("tests/unit/quality/surveys/test_opening.py",),
        "a code opens the survey twice",
    ),
    Fault(
        "ical-identifiers-of-deadlines",
        "gaisma/workplace/calendar/ical.py",
        '_event(f"deadline-{row.pk}@',
        '_event(f"measure-{row.pk}@',
        ("tests/unit/workplace/calendar/test_feeds.py",),
        "a deadline takes the place of a measure in people's calendars",
    ),
    Fault(
        "ical-identifiers-of-appointments",
        "gaisma/workplace/calendar/ical.py",
        '_event(f"{row.key}@',
        '_event(f"appointment@',
        ("tests/unit/workplace/calendar/test_feeds.py",),
        "of several appointments one is left in people's calendars",
    ),
    Fault(
        "sheet-no-longer-blind",
        "gaisma/quality/observations/actions/sheets.py",
        "        policies.check_still_blind(sheet)\n",
        "",
        ("tests/unit/quality/observations/test_sheets.py",),
        "an observer changes a sheet after having read the other's",
    ),
    Fault(
        "feed-without-a-role",
        "gaisma/workplace/calendar/queries/feeds.py",
        " or (found.user and not access.may(found.user, SEE_CALENDAR))",
        "",
        ("tests/unit/workplace/calendar/test_feeds.py",),
        "who has left reads the calendar on",
    ),
    Fault(
        "two-are-enough",
        "gaisma/quality/surveys/campaigns/actions.py",
        "LEAST_OF_ALL = 3\n",
        "LEAST_OF_ALL = 2\n",
        ("tests/unit/quality/surveys/test_thresholds.py",),
        "what two people answered is told",
    ),
)
