"""The one time of the tests: that of the demo."""

from datetime import UTC, date, datetime

TODAY = date(2024, 8, 20)
NOW = datetime(2024, 8, 20, 9, 0, tzinfo=UTC)
YEAR_STARTS = date(2023, 9, 1)
"""The first day of the school year in which TODAY lies."""
