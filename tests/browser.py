"""The browser that tests drive: Chromium, or if installed its windowless build, which uses half the time."""

import os
import shutil

CHROMIUM = (
    os.environ.get("CINQAXES_TEST_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
)
"""The path of the browser; None if it is not installed."""
