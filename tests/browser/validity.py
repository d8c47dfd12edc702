"""What is wrong with a page beyond what a parser tells.

Rules of the `HTML standard <https://html.spec.whatwg.org/>`_ that matter to readers,
and two of ours: no script or style in an attribute, no address but of a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from tests.browser.site import Document

__all__ = ["problems"]

# By `BCP 47 <https://www.rfc-editor.org/info/bcp47>`_; upper and lower case are one.
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-[a-z]{2})?", re.I)
SCHEMES = {"", "http", "https", "mailto"}
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "tr": {"td", "th"},
    "select": {"option", "optgroup", "hr"},
}
INTERACTIVE = {"a", "button", "input", "select", "textarea", "summary", "details"}
LABELLED = {"input", "select", "textarea"}
UNLABELLED_TYPES = {"hidden", "submit", "button", "reset"}


def problems(document: Document, language: str) -> list[str]:
    """Return what is wrong, as sentences."""
    found = list(document.errors)
    if not re.match(r"<!doctype html>", document.text, re.I):
        found.append("there is no doctype")
    root = document.tree
    if root.get("lang") != language:
        found.append(f"the page says it is in {root.get('lang')}")
    counted = Counter(document.ids())
    found += [f"the id {id} stands {n} times" for id, n in counted.items() if n > 1]
    found += _of_elements(document, {*counted})
    found += _of_headings(document)
    titles = [one for one in document.elements() if one.tag == "title"]
    if len(titles) != 1 or not (titles[0].text or "").strip():
        found.append("there is not one title")
    if len([one for one in document.elements() if one.tag == "main"]) != 1:
        found.append("there is not one main")
    return found


def _of_elements(document: Document, ids: set[str]) -> Iterator[str]:
    parents = {child: one for one in document.tree.iter() for child in one}
    labels = {one.get("for") for one in document.elements() if one.tag == "label"}
    for one in document.elements():
        if "-" in one.tag or one.tag == "font":
            yield f"<{one.tag}> is no element of the standard"
        yield from _of_attributes(one, ids)
        allowed = CHILDREN.get(one.tag)
        if allowed:
            for child in one:
                if isinstance(child.tag, str) and child.tag not in allowed:
                    yield f"<{child.tag}> stands right in <{one.tag}>"
        above = list(_above(one, parents))
        if one.tag in INTERACTIVE and one.tag != "summary":
            around = [up.tag for up in above if up.tag in INTERACTIVE - {"details"}]
            if around:
                yield f"<{one.tag}> stands in <{around[0]}>"
        figure = parents.get(one, one)
        ends = (figure[0], figure[-1]) if one.tag == "figcaption" else (one,)
        if one not in ends:
            yield "a caption stands neither first nor last in its figure"
        if one.tag == "img" and "alt" not in one.attrib:
            yield "a picture has no text"
        if one.tag == "svg" or one.tag.endswith("}svg"):
            named = {"aria-label", "aria-labelledby", "aria-hidden"} & {*one.attrib}
            if not named:
                yield "a drawing has no name"
        if one.tag in LABELLED and one.get("type") not in UNLABELLED_TYPES:
            is_named = (
                one.get("id") in labels
                or {"aria-label", "aria-labelledby"} & {*one.attrib}
                or any(up.tag == "label" for up in above)
            )
            if not is_named:
                yield f"<{one.tag} name={one.get('name')}> has no label"


def _of_attributes(one: Element, ids: set[str]) -> Iterator[str]:
    for key, value in one.attrib.items():
        name = key.rpartition("}")[2].lower()
        if name.startswith("on") or name in ("style", "srcdoc"):
            yield f"<{one.tag} {name}=…> is not allowed"
        if name == "lang" and not LANGUAGE.fullmatch(value):
            yield f"{value!r} is no language"
        if name in ("href", "src", "action", "formaction", "data", "xlink:href"):
            scheme = urlsplit(value.strip()).scheme.lower()
            if scheme not in SCHEMES:
                yield f"<{one.tag} {name}=…> leads to {value[:60]!r}"
        if name in REFERRING:
            missing = [id for id in value.split() if id not in ids]
            if missing:
                yield f"{name} names {missing[0]}, which is not there"
        if name == "id" and (not value or re.search(r"\s", value)):
            yield f"{value!r} is no id"


def _of_headings(document: Document) -> Iterator[str]:
    levels = [
        int(one.tag[1])
        for one in document.elements()
        if re.fullmatch("h[1-6]", one.tag)
    ]
    if levels.count(1) != 1:
        yield f"there are {levels.count(1)} headings of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _above(one: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    while one in parents:
        one = parents[one]
        yield one
