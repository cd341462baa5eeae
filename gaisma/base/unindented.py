"""Templates as they are served: without the indents in which they are written."""

import re

from django.template import Origin
from django_cotton import cotton_loader

INDENT = re.compile(r"\n\s+")


class Loader(cotton_loader.Loader):
    """Cotton's, for pages; white space stays where it is, and becomes one line's end."""

    def get_contents(self, origin: Origin) -> str:
        written = str(super().get_contents(origin))
        return INDENT.sub("\n", written) if origin.name.endswith(".html") else written
