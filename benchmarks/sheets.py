"""How soon the sheet of an observation works without a network, on a slow phone."""

import json
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import Measured, gaisma
from benchmarks.sites import City, served
from benchmarks.slow import slowed

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LIMIT = 2.0
TIMES = 5
SLOWER = 4
"""So many times slower is the processor of the page."""
PLANNED = """
import json
from django.utils import timezone
from gaisma.base.models import Installation, User
from gaisma.quality.observations.actions import planning
from gaisma.record.instruments.models import Version
from gaisma.record.people.models import Employment
observer = User.objects.get(username="vaditajs").account.person
school = observer.employments.order_by("-from_on").first().institution
on = Installation.current().as_of()
teaching = Employment.objects.held_on(on).filter(institution=school, role__contains="teacher")
teacher = teaching.exclude(person=observer).order_by("pk").first().person
version = Version.objects.get(instrument__key="lesson")
planned = planning.plan(
    institution=school, observed_by="internal", observers=[observer], by=None,
    at=timezone.now(), teacher=teacher, purpose="quality", version=version, planned_on=on)
print(json.dumps(planned.sheets.get().pk))
"""


def measured() -> Iterator[Measured]:
    """The first visit, of a browser that has kept nothing, and the next; without Chromium none."""
    from playwright.sync_api import sync_playwright

    from tests import programs

    chromium = programs.chromium()
    if chromium is None:
        return
    with tempfile.TemporaryDirectory(prefix="gaisma-bench-") as folder:
        home = Path(folder) / "home"
        gaisma(home, "demo", "--no-serve")
        told = gaisma(home, "shell", "-v", "0", "-c", PLANNED).output
        path = f"/observations/sheets/{json.loads(told.splitlines()[-1])}/"
        with (
            served(home, processes=1) as city,
            slowed(city.port) as port,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(
                executable_path=str(chromium), args=["--no-sandbox"]
            )
            visits = [_visits(browser, city, port, path) for _ in range(TIMES + 1)][1:]
            browser.close()
    peer = f"processor of the page {SLOWER} times slower, 150 ms round trip, 1.6 Mbit/s"
    for number, what in enumerate(("first visit", "next visit")):
        reached = statistics.median(times[number] for times in visits)
        yield Measured(
            f"sheet of an observation ready without a network, {what}", reached, "s", LIMIT, peer
        )


def _visits(browser: "Browser", city: City, port: int, path: str) -> list[float]:
    """Seconds until the page says that it is kept, the first time and the second."""
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{port}", viewport={"width": 390, "height": 844}, is_mobile=True
    )
    session = city.known["sessions"]["head"].pop()
    name = city.known["cookie"]
    context.add_cookies([{"name": name, "value": session, "domain": "127.0.0.1", "path": "/"}])
    page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found = []
    for _ in range(2):
        page.goto(path, wait_until="commit")
        page.locator("[data-offline-panel][data-offline=ready]").wait_for(state="attached")
        found.append(float(page.evaluate("performance.now()")) / 1000)
    context.close()
    return found
