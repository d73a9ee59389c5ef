"""Writes the pictures of the README: `make pictures`."""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import CHROMIUM
from tests.service_process import serving
from tests.web.conftest import ARGUMENTS, wait_for_answer
from tests.web.views import DAY

FOLDER = Path(__file__).parents[2] / "docs" / "images"
PICTURES = {
    "couverture": f"/?territoire=region:52&date={DAY}&carte=4",
    "reseau": f"/reseau?autour=contract:2024:CN04401I&pas=2&date={DAY}",
}
SIZE = {"width": 1280, "height": 900}
DRAWN_MS = 3_000


def main() -> None:
    """Take each picture of a service started for it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as service, sync_playwright() as playwright:
        service.wait_until_ready()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for name, address in PICTURES.items():
            page = browser.new_page(viewport=SIZE, color_scheme="light", locale="fr-FR")  # type: ignore[arg-type] # a TypedDict
            page.goto(service.url + address)
            wait_for_answer(page)
            page.wait_for_timeout(DRAWN_MS)
            page.locator("main").screenshot(path=FOLDER / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
