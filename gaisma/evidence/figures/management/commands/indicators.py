from typing import Any

from django.utils.translation import gettext as _

from gaisma.analytics.indicators import Indicator
from gaisma.base.commands import Command as BaseCommand
from gaisma.base.registry import gathered


class Command(BaseCommand):
    help = "List what can be asked: name, title, unit, parameters, filters, breakdowns."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [_line(indicator) for indicator in gathered("INDICATORS")]
        if options["json"]:
            self.print_json(lines)
            return
        for line in lines:
            self.stdout.write(f"{line['name']:<34} {line['title']} ({line['unit']})")
            self.stdout.write(f"{'':<34} {', '.join(line['parameters'] + line['filters'])}")


def _line(indicator: Indicator) -> dict[str, Any]:
    return {
        "name": indicator.key,
        "title": _(indicator.title),
        "description": _(indicator.description),
        "unit": indicator.unit.value,
        "parameters": list(indicator.parameters),
        "filters": list(indicator.dimensions),
        "by": list(indicator.by),
    }
