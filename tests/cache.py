"""The folder of what tests bring or make once."""

import os
from pathlib import Path
from typing import Final

CACHE: Final = Path(os.environ.get("CINQAXES_TEST_CACHE", Path(__file__).parents[1] / ".cache")).resolve()
