"""Makes rows, one function a model: every field may be given, none must be. A file a room."""

from tests.factories.accounts import *  # noqa: F403
from tests.factories.api import *  # noqa: F403
from tests.factories.assessments import *  # noqa: F403
from tests.factories.calendar import *  # noqa: F403
from tests.factories.calibration import *  # noqa: F403
from tests.factories.challenges import *  # noqa: F403
from tests.factories.evaluations import *  # noqa: F403
from tests.factories.files import *  # noqa: F403
from tests.factories.governance import *  # noqa: F403
from tests.factories.inspections import *  # noqa: F403
from tests.factories.instruments import *  # noqa: F403
from tests.factories.interop import *  # noqa: F403
from tests.factories.jobs import *  # noqa: F403
from tests.factories.observations import *  # noqa: F403
from tests.factories.prevention import *  # noqa: F403
from tests.factories.record import *  # noqa: F403
from tests.factories.reports import *  # noqa: F403
from tests.factories.socialemotional import *  # noqa: F403
from tests.factories.surveys import *  # noqa: F403
from tests.factories.thresholds import *  # noqa: F403
from tests.factories.wellbeing import *  # noqa: F403
from tests.factories.workplace import *  # noqa: F403
