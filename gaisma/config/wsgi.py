"""Server entry."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from gaisma.base import private
from gaisma.config import supervising

private.begin()
supervising.end_with_the_server()
# Who holds the database's lock gets the interpreter back soon, and does not wait 5 ms for each of
# those who draw a page meanwhile.
sys.setswitchinterval(0.0005)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
application = get_wsgi_application()

# Its modules must be there first: they can only be read once the application stands.
from gaisma.base.jobs import cache_warming  # noqa: E402
from gaisma.evidence.figures.evidence import following  # noqa: E402

cache_warming.begin()
following.is_on = True
