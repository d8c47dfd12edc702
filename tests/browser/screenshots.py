"""Pictures of one page of each kind, for people to look at.

    python -m tests.browser.screenshots FOLDER [--address URL] [KIND ...]

In both languages, light and dark, wide and narrow. Without an address the release in
force is served for it.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser
from tests.browser.chromium import executable, opened
from tests.browser.kinds import KINDS, address
from tests.browser.serving import served

from tsunagari.config import Settings
from tsunagari.languages import LANGUAGES

WIDTHS = {"wide": 1100, "narrow": 360}
SCHEMES = ("light", "dark")


def take(browser: Browser, base: str, folder: Path, kinds: list[str]) -> int:
    """Write the pictures to *folder*; return how many there are."""
    with urllib.request.urlopen(f"{base}/status?format=json") as response:
        release = json.load(response)["release"]
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for scheme in SCHEMES:
        for name, width in WIDTHS.items():
            page = browser.new_page(
                viewport={"width": width, "height": 900}, color_scheme=scheme
            )
            for kind in kinds:
                for language in LANGUAGES:
                    page.goto(base + address(kind, language, release))
                    path = folder / f"{kind}-{language}-{scheme}-{name}.png"
                    page.screenshot(path=path, full_page=True)
                    count += 1
            page.close()
    return count


@contextmanager
def _at(given: str | None) -> Iterator[str]:
    if given:
        yield given.rstrip("/")
    else:
        with served(Settings.read()) as base:
            yield base


def main() -> None:
    """Read the command line and take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screenshots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--address", help="of a service that runs already")
    given = parser.parse_intermixed_args()
    if unknown := {*given.kinds} - {*KINDS}:
        parser.error(f"there is no kind {', '.join(sorted(unknown))}")
    path = executable()
    if path is None:
        sys.exit("there is no browser; install chromium")
    with opened(path) as browser, _at(given.address) as base:
        count = take(browser, base, given.folder, given.kinds or [*KINDS])
    print(f"{count} pictures in {given.folder}")


if __name__ == "__main__":
    main()
