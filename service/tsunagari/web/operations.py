"""For who runs the service: health, readiness, metrics, the access log."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterator
from dataclasses import asdict

from flask import Blueprint, Flask, Response, g, request

from tsunagari.web.problems import problem
from tsunagari.web.state import state

__all__ = ["blueprint", "log_line", "register"]

blueprint = Blueprint("operations", __name__)

TEXT = "text/plain; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"
LONGEST_LOGGED = 500

access = logging.getLogger("tsunagari.access")


@blueprint.get("/health")
def health() -> Response:
    """Say that the process is up and which release it serves; asks no engine."""
    return Response(f"ok {state().serving.now.release.id}\n", content_type=TEXT)


@blueprint.get("/ready")
def ready() -> Response:
    """Say whether queries are taken."""
    serving = state().serving
    if serving.stopping:
        return problem(503, "the service is stopping")
    if not serving.now.pool.healthy:
        return problem(503, "no worker is alive; they are being started again")
    return Response(f"ready {serving.now.release.id}\n", content_type=TEXT)


@blueprint.get("/metrics")
def metrics() -> Response:
    """Return the counters in the text format of Prometheus."""
    return Response("\n".join(_metrics()) + "\n", content_type=METRICS)


def _metrics() -> Iterator[str]:
    now = state().serving.now
    yield f'tsunagari_release_info{{id="{now.release.id}"}} 1'
    for name, number in asdict(now.pool.counters).items():
        yield f"# TYPE tsunagari_queries_{name}_total counter"
        yield f"tsunagari_queries_{name}_total {number}"
    for name, number in (
        ("queries_running", now.pool.running),
        ("queries_waiting", now.pool.waiting),
        ("cache_answers", len(now.cache)),
        ("cache_bytes", now.cache.bytes),
    ):
        yield f"# TYPE tsunagari_{name} gauge"
        yield f"tsunagari_{name} {number}"
    for name, number in (("hits", now.cache.hits), ("misses", now.cache.misses)):
        yield f"# TYPE tsunagari_cache_{name}_total counter"
        yield f"tsunagari_cache_{name}_total {number}"


def register(app: Flask) -> None:
    """Give every request an id, and write a line for it when it is answered."""

    @app.before_request
    def begin() -> None:
        g.started = time.monotonic()
        g.request_id = secrets.token_hex(8)

    @app.after_request
    def log(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.request_id
        fields: dict[str, object] = {
            "id": g.request_id,
            "client": request.remote_addr,
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            # Asking a stream for its length would read it to the end.
            "bytes": response.calculate_content_length()
            if response.is_sequence
            else "-",
            "ms": round((time.monotonic() - g.started) * 1000, 1),
            "release": g.get("release_id", "-"),
        }
        if state().settings.log_queries:
            fields["query"] = request.values.get("query", "")[:LONGEST_LOGGED]
        log_line(fields)
        return response


def log_line(fields: dict[str, object]) -> None:
    """Write one line of the access log."""
    access.info(" ".join(f"{name}={_shown(value)}" for name, value in fields.items()))


def _shown(value: object) -> str:
    """Return *value* on one line, control characters escaped."""
    text = str(value).encode("unicode_escape").decode("ascii")
    return f'"{text}"' if " " in text or not text else text
