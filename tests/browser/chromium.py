"""The browser of the machine, driven by Playwright, which brings none of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

# Names it, where it is not found on the path.
VARIABLE = "TSUNAGARI_BROWSER"
# Set where a missing browser is a failure, as on the machine that runs all tests.
NEEDED = "TSUNAGARI_BROWSER_NEEDED"
NAMES = ("chromium", "chromium-browser", "google-chrome")
# A container has no user namespaces to make a sandbox of; pages are our own. A
# change of the page's height must not move what is looked at.
ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--hide-scrollbars")


def executable() -> str | None:
    """Return the path of the browser, if there is one."""
    named = os.environ.get(VARIABLE)
    found = (shutil.which(name) for name in ((named,) if named else NAMES))
    return next((path for path in found if path), None)


def require() -> str:
    """Return the path of the browser, or skip the test, or fail it where one is due."""
    path = executable()
    if path is None:
        reason = (
            f"there is no browser; install chromium, or name one in {VARIABLE}; "
            "its absence is a failure here"
        )
        if os.environ.get(NEEDED):
            pytest.fail(reason)
        pytest.skip(reason.rpartition(";")[0])
    return path


@contextmanager
def opened(path: str) -> Iterator[Browser]:
    """Start the browser at *path*; it ends with the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*ARGUMENTS], timeout=60_000
        )
        try:
            yield browser
        finally:
            browser.close()
