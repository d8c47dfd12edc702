"""A release with names that mean harm, the service over it, and a browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser import chromium
from tests.browser.serving import served
from tests.browser.site import Site

from tsunagari import resources
from tsunagari.config import Settings
from tsunagari.release.build import build
from tsunagari.release.releases import Release, Releases

HOSTILE = Path(__file__).parents[1] / "data" / "hostile"
# A page that does not come in this time does not come.
SECONDS = 20


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """The project's data beside a country of hostile names."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(resources.ADDED, os.environ.get(resources.ADDED, ""))
        resources.add([HOSTILE])
        return build(Releases(tmp_path_factory.mktemp("hostile")))


@pytest.fixture(scope="session")
def base(hostile: Release) -> Iterator[str]:
    """The address of the service over it, without a slash at the end."""
    settings = Settings(
        releases=hostile.path.parent,
        fast_workers=2,
        slow_workers=1,
        deadline=10.0,
        # They have what others leave of the processor, which may be little.
        explain_seconds=15.0,
        client_seconds=100_000.0,
        access_log=False,
    )
    with served(settings) as address:
        yield address


@pytest.fixture(scope="session")
def site(base: str) -> Iterator[Site]:
    """The pages, as they come from the service."""
    site = Site(base)
    yield site
    site.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; without one the test is skipped, or fails where one is due."""
    with chromium.opened(chromium.require()) as browser:
        yield browser


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A fresh tab of somebody who reads English."""
    context = browser.new_context(
        base_url=base, locale="en", viewport={"width": 1100, "height": 900}
    )
    context.set_default_timeout(1000 * SECONDS)
    yield context.new_page()
    context.close()
