"""python -m tests.planted [NAME…]: see planting."""

import sys

from tests.planted import planting

sys.exit(planting.main(sys.argv[1:]))
