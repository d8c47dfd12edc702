"""For who runs the service: health, readiness, metrics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict

from flask import Blueprint, Response

from tsunagari.web.problems import problem
from tsunagari.web.state import state

__all__ = ["blueprint"]

blueprint = Blueprint("operations", __name__)

TEXT = "text/plain; charset=utf-8"
METRICS = "text/plain; version=0.0.4; charset=utf-8"


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
    if serving.trouble:
        return problem(503, serving.trouble)
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
    for name, number in now.gauges().items():
        yield f"# TYPE tsunagari_{name} gauge"
        yield f"tsunagari_{name} {number}"
    yield from _peers()
    for name, number in (("hits", now.cache.hits), ("misses", now.cache.misses)):
        yield f"# TYPE tsunagari_cache_{name}_total counter"
        yield f"tsunagari_cache_{name}_total {number}"


def _peers() -> Iterator[str]:
    states = state().peers.states()
    if not states:
        return
    yield "# TYPE tsunagari_peer_up gauge"
    for peer in states:
        if peer.health != "unknown":
            up = int(not peer.trouble)
            yield f'tsunagari_peer_up{{peer="{peer.peer.name}"}} {up}'
    yield "# TYPE tsunagari_peer_last_answer_timestamp_seconds gauge"
    for peer in states:
        if peer.answered is not None:
            name = "tsunagari_peer_last_answer_timestamp_seconds"
            yield f'{name}{{peer="{peer.peer.name}"}} {peer.answered:.3f}'
