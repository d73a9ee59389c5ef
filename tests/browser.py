"""The browser that tests drive: Chromium, and where it is installed its build without a window, which costs half."""

import os
import shutil

CHROMIUM = (
    os.environ.get("CINQAXES_TEST_CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
)
"""The path of the program; None when there is none."""
