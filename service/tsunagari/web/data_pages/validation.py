"""``/validation``: what the shapes and the hygiene queries found in the release.

For programs it is the report of the build as JSON, or SHACL's own report, which is
about the shapes alone, in any syntax of RDF.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from flask import Blueprint, Response, abort, render_template, request

from tsunagari.languages import Language
from tsunagari.namespaces import expand
from tsunagari.release.report_files import REPORT, SHACL_REPORT
from tsunagari.sparql.formats import Kind, format_named
from tsunagari.web.addresses import page_path
from tsunagari.web.cross_origin import allow_everyone
from tsunagari.web.data_pages.documents import (
    DOCUMENT_TYPES,
    rdf_document,
    report_of,
)
from tsunagari.web.data_pages.validation_words import COUNTS, WORDS
from tsunagari.web.languages import in_language, page_language
from tsunagari.web.negotiation import chosen_media_type
from tsunagari.web.page_numbers import page_number
from tsunagari.web.responses import as_json
from tsunagari.web.state import state
from tsunagari.web.stored import library

__all__ = ["OFFERED", "blueprint"]

blueprint = Blueprint("validation", __name__)
blueprint.after_request(allow_everyone)

OFFERED: Final = {
    "html": "text/html",
    "json": "application/json",
    **DOCUMENT_TYPES,
}
# Of a rule, so many results stand on the page of all, and on a page of its own.
FEW: Final = 10
ON_A_PAGE: Final = 100


@dataclass(frozen=True)
class Named:
    """Something with what it is called, in which language, and its page."""

    name: str
    label: str
    lang: str
    path: str


@dataclass(frozen=True)
class Detail:
    """What a shape found that a rule refers to, and what explains that."""

    message: str
    rule: str
    node: str
    path: str
    value: str
    details: list[Detail]


@dataclass(frozen=True)
class Found:
    """One result, with what explains it."""

    node: Named
    path: str
    value: str
    details: list[Detail]


@dataclass(frozen=True)
class Rule:
    """What broke one rule.

    :param count: How often it was broken, which may be more than is listed.
    """

    name: str
    address: str
    severity: str
    message: str
    count: int
    kept: int
    results: list[Found]


@dataclass(frozen=True)
class Hygiene:
    """A query that ran, and how much it found."""

    id: str
    name: str
    summary: str
    found: int


@dataclass(frozen=True)
class ValidationPage:
    """What the template is given."""

    language: Language = field(metadata={"help": "en or ja"})
    release_id: str = field(metadata={"help": "the id of the release served"})
    conforms: bool = field(metadata={"help": "whether nothing stops a build"})
    numbers: dict[str, int] = field(metadata={"help": "results by severity"})
    rules: list[Rule] = field(metadata={"help": "the rules that were broken"})
    queries: list[Hygiene] = field(metadata={"help": "the queries that ran"})
    of_one: bool = field(metadata={"help": "whether the page is about one rule"})
    at: int = field(metadata={"help": "which page of its results, from 1"})
    pages: int = field(metadata={"help": "how many pages they have"})
    report: str = field(default=REPORT, metadata={"help": "the file for programs"})

    @property
    def words(self) -> dict[str, str]:
        """The fixed words of the page."""
        return WORDS[self.language]

    @property
    def severities(self) -> dict[str, str]:
        """What results of each severity are called."""
        return COUNTS[self.language]


@blueprint.get("/validation")
def validation() -> Response:
    """Return the validation report of the release, or what broke one rule of it."""
    with state().use() as serving:
        release = serving.release
    report = report_of(release.path)
    chosen = chosen_media_type(OFFERED, request.args.get("format"))
    if chosen == "json":
        return as_json(report)
    if chosen != "html":
        return rdf_document(SHACL_REPORT, format_named(chosen, Kind.GRAPH))
    language = page_language()
    rules, at, pages = _chosen(report["rules"])
    asked = bool(request.args.get("rule"))
    page = ValidationPage(
        language,
        release.id,
        report["conforms"],
        report["counts"],
        [_told(rule, report["labels"], language, at, asked) for rule in rules],
        [] if asked else _queries(report["queries"], language),
        asked,
        at,
        pages,
    )
    response = in_language(render_template("validation.html", page=page), language)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _chosen(rules: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int, int]:
    """Return the rules that the request is about, and which page of how many."""
    name = request.args.get("rule", "")
    if not name:
        return rules, 1, 1
    found = [rule for rule in rules if rule["rule"] == name]
    if not found:
        abort(404, f"nothing breaks a rule '{name[:60]}'; /validation tells what does")
    pages = -(-len(found[0]["results"]) // ON_A_PAGE)
    at = page_number(request.args.get("page", "1"), pages)
    if not at:
        abort(404, f"the pages are 1 to {pages}")
    return found, at, pages


def _told(
    rule: dict[str, Any],
    labels: dict[str, dict[str, str]],
    language: Language,
    at: int,
    alone: bool,
) -> Rule:
    results = rule["results"]
    first = ON_A_PAGE * (at - 1)
    shown = results[first : first + ON_A_PAGE] if alone else results[:FEW]
    return Rule(
        rule["rule"],
        _about_rule(rule["rule"], language),
        rule["severity"],
        rule["messages"].get(language) or rule["messages"].get("en", ""),
        rule["count"],
        len(results),
        [
            Found(
                _named(one, labels, language),
                one["path"],
                # That a thing itself is what is wrong need not be said.
                "" if one["value"] == one["node"] else one["value"],
                _details(one, language),
            )
            for one in shown
        ],
    )


def _details(result: dict[str, Any], language: Language) -> list[Detail]:
    return [
        Detail(
            one["messages"].get(language) or one["messages"].get("en", ""),
            one["rule"],
            one["node"],
            one["path"],
            "" if one["value"] == one["node"] else one["value"],
            _details(one, language),
        )
        for one in result.get("details", ())
    ]


def _named(
    result: dict[str, Any], labels: dict[str, dict[str, str]], language: Language
) -> Named:
    said = labels.get(result["iri"], {})
    lang = language if language in said else next(iter(said), "")
    path = page_path(result["iri"], language)
    return Named(result["node"], said.get(lang, ""), lang, path)


def _about_rule(name: str, language: Language) -> str:
    """Return where a rule stands: a shape, or a query; empty for others."""
    try:
        return page_path(str(expand(name)), language)
    except ValueError:
        return ""


def _queries(ran: list[dict[str, Any]], language: Language) -> list[Hygiene]:
    known = library()
    summary = "summary-ja" if language == "ja" else "summary"
    return [
        Hygiene(
            one["id"],
            one["name"],
            # A query of a country that this program does not know has no page here.
            known[one["name"]].header[summary] if one["name"] in known else "",
            one["found"],
        )
        for one in ran
    ]
