"""The Flask application of a workbench: what it has of a release, and what else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Final

from flask import Flask, Response
from jinja2 import ChoiceLoader, FileSystemLoader

from tsunagari.web import operations, problems, protocol
from tsunagari.web.headers import SECURITY
from tsunagari.web.languages import alternates
from tsunagari.web.navigation import Frame
from tsunagari.web.state import STATE
from tsunagari.web.workbench import (
    asking,
    bare,
    changes,
    checking,
    dataset,
    graphs,
    home,
    refusal,
    update,
)
from tsunagari.web.workbench.checking_state import CHECKING, Checking
from tsunagari.web.workbench.state import WorkbenchState
from tsunagari.web.workbench.words import HOME, TOP
from tsunagari.workbench.checking.checker import Checker

__all__ = ["create_workbench_app"]

HERE: Final = Path(__file__).parent
ABOVE: Final = "tsunagari.web"
# So many graphs are checked at a time, each in a process of its own.
CHECKS: Final = 2


def create_workbench_app(state: WorkbenchState) -> Flask:
    """Return the application that answers with *state*."""
    app = Flask(ABOVE)
    # The frame around pages is the workbench's own.
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(HERE / "templates"),
            FileSystemLoader(HERE.parent / "templates"),
        ]
    )
    most = max(state.settings.write_bytes, state.settings.max_body)
    app.config["MAX_CONTENT_LENGTH"] = most
    app.config["MAX_FORM_MEMORY_SIZE"] = state.settings.max_body
    app.url_map.strict_slashes = False
    # One address for each thing that can be written to.
    app.url_map.merge_slashes = False
    app.extensions[STATE] = state
    for room in (
        home,
        asking,
        bare,
        protocol,
        graphs,
        update,
        dataset,
        changes,
        checking,
        operations,
    ):
        app.register_blueprint(room.blueprint)
    problems.register(app)
    refusal.register(app)
    app.extensions[CHECKING] = _checking(state)
    frame = partial(Frame.of, top=TOP, foot=(), home=HOME)
    app.context_processor(lambda: {"alternates": alternates, "frame_in": frame})

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in SECURITY.items():
            response.headers.setdefault(name, value)
        return response

    return app


def _checking(state: WorkbenchState) -> Checking:
    """Return the means to check graphs beside the newest snapshot."""

    @contextmanager
    def snapshot() -> Iterator[Path]:
        with state.use() as serving:
            yield Path(serving.store)

    settings = state.settings
    checker = Checker(CHECKS, settings.write_seconds, settings.writer_memory)
    # A merge is not written to; a POST to the store makes a graph of its own.
    merged = state.bench.nature.merged
    return Checking(
        checker,
        snapshot,
        state.budgets,
        state.public_url,
        settings.max_body,
        "/graph-store" if merged else "/graph-store?default",
        merged,
    )
