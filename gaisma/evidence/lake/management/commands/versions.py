from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime

from gaisma.base.commands import Command as BaseCommand
from gaisma.evidence.lake.models import LakeVersion


class Command(BaseCommand):
    help = "List the lake's versions: number, when, why, rows."

    def handle(self, *args: Any, **options: Any) -> None:
        lines = [_line(version) for version in LakeVersion.objects.order_by("number")]
        if options["json"]:
            self.print_json(lines)
            return
        for line in lines:
            self.stdout.write(
                f"{line['number']:>6}  {line['when']}  {line['rows']:>10}  {line['why']}"
            )


def _line(version: LakeVersion) -> dict[str, Any]:
    when = localtime(version.made_at)
    return {
        "number": version.number,
        "when": date_format(when, "Y-m-d H:i:s"),
        "why": version.reason,
        "rows": sum(content["rows"] for content in version.contents.values()),
        "tables": {table: content["rows"] for table, content in version.contents.items()},
    }
