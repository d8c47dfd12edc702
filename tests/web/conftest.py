"""The service over the built release, without a socket."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from tsunagari.config import Settings
from tsunagari.release.releases import Release
from tsunagari.web.app import create_app
from tsunagari.web.serving import Serving


@pytest.fixture(scope="session")
def settings(release: Release) -> Settings:
    return Settings(
        releases=release.path.parent, fast_workers=2, slow_workers=1, deadline=5.0
    )


@pytest.fixture(scope="session")
def serving(settings: Settings) -> Iterator[Serving]:
    serving = Serving(settings)
    yield serving
    serving.close(0)


@pytest.fixture
def client(settings: Settings, serving: Serving) -> FlaskClient:
    return create_app(settings, serving).test_client()
