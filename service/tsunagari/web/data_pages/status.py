"""``/status``: how the service is doing, for people; the same as JSON.

It asks no worker, so it answers when all are busy. What is not for everybody (the
addresses of engines, folders) is not on it.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, render_template, request

from tsunagari import __version__
from tsunagari.config import Settings
from tsunagari.languages import Language
from tsunagari.web.data_pages.status_words import (
    COUNTERS,
    GAUGES,
    HOLDS,
    LIMITS,
    WORDS,
)
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.responses import as_json, as_moment
from tsunagari.web.serving import InForce
from tsunagari.web.state import state

__all__ = ["OFFERED", "blueprint"]

blueprint = Blueprint("status", __name__)

OFFERED: Final = {"html": "text/html", "json": "application/json"}
# From the longest; a duration is told in the first that fits into it.
UNITS: Final = {"days": 86_400, "hours": 3_600, "minutes": 60}


@dataclass(frozen=True)
class StatusPage:
    """What the template is given."""

    language: Language = field(metadata={"help": "en or ja"})
    told: dict[str, Any] = field(metadata={"help": "as in the JSON"})

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def release_id(self) -> str:
        """The id of the release served."""
        return str(self.told["release"])

    @property
    def engine(self) -> str:
        """What answers queries."""
        kind = self.told["engine"]
        words = self.words
        return words["embedded"] if kind == "embedded" else words["remote"].format(kind)

    @property
    def uptime(self) -> str:
        """How long the service has been running."""
        seconds = self.told["uptimeSeconds"]
        for unit, length in UNITS.items():
            if seconds >= length:
                return self.words[unit].format(seconds // length)
        return self.words["seconds"].format(seconds)

    def shown(self, moment: str) -> str:
        """A moment for people."""
        return moment.replace("T", " ").replace("Z", " UTC")

    @property
    def limits(self) -> list[str]:
        """The limits in force, as sentences."""
        sentences = LIMITS[self.language]
        return [
            sentences[name].format(f"{number:,}")
            for name, number in self.told["limits"].items()
        ]

    @property
    def tables(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Numbers under their headings."""
        return [
            (
                self.words[heading],
                [(called, self.told[heading][name]) for name, called in names.items()],
            )
            for heading, names in (
                ("now", GAUGES[self.language]),
                ("counted", COUNTERS[self.language]),
                ("holds", HOLDS[self.language]),
            )
        ]


@blueprint.get("/status")
def status() -> Response:
    """Return how the service is doing, as a page or as JSON."""
    told = _told(state().serving, state().settings)
    if chosen_media_type(OFFERED, request.args.get("format")) == "json":
        return as_json(told)
    page = StatusPage(page_language(), told)
    response = in_language(render_template("status.html", page=page), page.language)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _told(serving: InForce, settings: Settings) -> dict[str, Any]:
    now = serving.now
    counters = asdict(now.pool.counters)
    ready = now.pool.healthy and not serving.trouble and not serving.stopping
    return {
        "release": now.release.id,
        "takesQueries": ready,
        "servedSince": as_moment(now.since),
        "started": as_moment(serving.started),
        "uptimeSeconds": int(time.time() - serving.started),
        "version": __version__,
        "engine": settings.engine_kind if settings.engine else "embedded",
        "limits": {
            name: _short(getattr(settings, name)) for name in LIMITS[page_language()]
        },
        "now": {
            "running": now.pool.running,
            "waiting": now.pool.waiting,
            "fastWorkers": settings.fast_workers,
            "slowWorkers": settings.slow_workers,
            "cachedAnswers": len(now.cache),
            "cachedBytes": now.cache.bytes,
        },
        "counted": {
            **{n: counters[n] for n in ("answered", "failed", "timeouts", "refused")},
            "cacheHits": now.cache.hits + now.front.hits,
        },
        "holds": {name: now.release.manifest["counts"][name] for name in HOLDS["en"]},
        "peers": {peer.peer.name: peer.health for peer in state().peers.states()},
    }


def _short(number: float) -> float | int:
    """Return a whole number as one."""
    return int(number) if number == int(number) else number
