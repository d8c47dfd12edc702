"""A small application with the views of checks alone, for tests and to look at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

import tsunagari.web
from tsunagari.web import problems
from tsunagari.web.budget import Budgets
from tsunagari.web.headers import SECURITY
from tsunagari.web.languages import alternates
from tsunagari.web.state import STATE
from tsunagari.web.workbench import checking
from tsunagari.web.workbench.checking_state import CHECKING, Checking
from tsunagari.workbench.checking.checker import Checker

__all__ = ["checking_app"]

ADDRESS = "http://localhost"
FRAME = """<!doctype html>
<html lang="{{ page.language }}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{% endblock %}</title>
<link rel="stylesheet" href="{{ url_for('static', filename='page.css') }}"></head>
<body><header>{% for one in alternates() %}<a href="{{ one.path }}">{{ one.name }}</a>
{% endfor %}</header><main id="main">{% block main %}{% endblock %}</main></body></html>
"""


def checking_app(
    checker: Checker, dataset: Path | None = None, seconds: float = 1e6
) -> Flask:
    """Return an application that checks with *checker* beside *dataset*."""

    @contextmanager
    def held() -> Iterator[Path | None]:
        yield dataset

    app = Flask("tsunagari.web")
    pages = Path(tsunagari.web.__file__).parent / "workbench" / "templates"
    app.jinja_loader = ChoiceLoader(
        [DictLoader({"page.html": FRAME}), FileSystemLoader(pages)]
    )
    app.config["MAX_CONTENT_LENGTH"] = 1_000_000
    app.extensions[STATE] = SimpleNamespace(public_url=lambda: ADDRESS)
    app.extensions[CHECKING] = Checking(
        checker, held, Budgets(seconds), lambda: ADDRESS
    )
    app.register_blueprint(checking.blueprint)
    problems.register(app)
    frame = partial(SimpleNamespace, words={"site": "Tsunagari"})
    app.context_processor(
        lambda: {"alternates": alternates, "frame_in": lambda _: frame()}
    )

    @app.after_request
    def add_headers(response):  # type: ignore[no-untyped-def]
        response.headers.extend(SECURITY)
        return response

    return app
