"""The browser that tests drive."""

import os

CHROMIUM = os.environ.get("CINQAXES_TEST_CHROMIUM", "/usr/bin/chromium")
