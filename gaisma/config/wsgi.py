"""Server entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gaisma.config.settings")
application = get_wsgi_application()

# Its modules must be there first: they can only be read once the application stands.
from gaisma.base.works import warming  # noqa: E402
from gaisma.evidence.figures.following import following  # noqa: E402

warming.begin()
following.is_on = True
