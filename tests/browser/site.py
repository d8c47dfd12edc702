"""The pages of the service, asked for without a browser and read by a strict parser."""

from __future__ import annotations

import http.client
import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib

__all__ = ["Document", "Got", "Site"]

# Attributes by which a browser fetches something without being asked to.
FETCHING = {
    *(("script", "src"), ("img", "src"), ("iframe", "src"), ("embed", "src")),
    *(("object", "data"), ("source", "src"), ("video", "src"), ("audio", "src")),
    *(("track", "src"), ("input", "src"), ("image", "href"), ("use", "href")),
}
FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


@dataclass(frozen=True)
class Got:
    """What came."""

    path: str
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Its type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    @cached_property
    def document(self) -> Document:
        """It, read as HTML."""
        return Document(self.body.decode("utf-8"))


class Document:
    """A page, with the errors that the standard's parser finds in it."""

    def __init__(self, text: str) -> None:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.text = text
        self.tree: Element = parser.parse(text)
        lines = text.splitlines()
        self.errors = [
            f"{name} {told} at: {lines[min(line, len(lines)) - 1][:120]}"
            for (line, _), name, told in parser.errors
        ]

    def elements(self) -> list[Element]:
        """All elements; comments are none."""
        return [one for one in self.tree.iter() if isinstance(one.tag, str)]

    def ids(self) -> list[str]:
        """The names of anchors."""
        return [one.attrib["id"] for one in self.elements() if "id" in one.attrib]

    def links(self) -> list[str]:
        """Where people are led: addresses and actions, as they are written."""
        found = []
        for one in self.elements():
            if one.tag in ("a", "area") or one.tag.endswith("}a"):
                found += [v for k, v in one.attrib.items() if _is_address(k)]
            elif one.tag == "form":
                found.append(one.attrib.get("action", ""))
        return found

    def fetched(self) -> list[str]:
        """What a browser fetches with it."""
        found = []
        for one in self.elements():
            tag = one.tag.rpartition("}")[2]
            for key, value in one.attrib.items():
                name = key.rpartition("}")[2].rpartition(":")[2]
                if (tag, name) in FETCHING or name in ("srcset", "poster"):
                    found.append(value)
            if tag == "link" and {*one.attrib.get("rel", "").split()} & FETCHED_LINKS:
                found.append(one.attrib.get("href", ""))
        return found


class Site:
    """The service at *base*; whatever was asked once is kept."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._kept: dict[tuple[str, str, str], Got] = {}
        self._connection: http.client.HTTPConnection | None = None

    def close(self) -> None:
        """End the connection."""
        if self._connection:
            self._connection.close()

    def get(self, path: str, accept: str = "text/html", languages: str = "") -> Got:
        """Ask for *path*, which begins with a slash."""
        key = (path, accept, languages)
        if key not in self._kept:
            self._kept[key] = self._ask(path, accept, languages)
        return self._kept[key]

    def follow(self, path: str, accept: str = "text/html") -> Got:
        """Ask for *path*, and for what it leads to."""
        for _ in range(5):
            got = self.get(path, accept)
            if got.status not in (301, 302, 303, 307, 308):
                return got
            path = self.inside(got.headers["location"], path) or "/elsewhere"
        raise AssertionError(f"{path} leads in a circle")

    def inside(self, link: str, path: str) -> str:
        """Return the path of *link* on the page *path*; empty if it leads elsewhere."""
        whole = urlsplit(urljoin(self.base + path, link))
        if f"{whole.scheme}://{whole.netloc}" != self.base:
            return ""
        return whole.path + (f"?{whole.query}" if whole.query else "")

    def _ask(self, path: str, accept: str, languages: str) -> Got:
        headers = {"Accept": accept}
        if languages:
            headers["Accept-Language"] = languages
        host = urlsplit(self.base).netloc
        for last in (False, True):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(host, timeout=60)
            try:
                self._connection.request("GET", path, headers=headers)
                response = self._connection.getresponse()
                body = response.read()
                break
            except (http.client.HTTPException, OSError):
                # The server ends connections that were idle for a while.
                self._connection.close()
                self._connection = None
                if last:
                    raise
        named = {name.lower(): value for name, value in response.getheaders()}
        return Got(path, response.status, named, body)


def _is_address(name: str) -> bool:
    return name.rpartition("}")[2].rpartition(":")[2] == "href"


def anchor(link: str) -> str:
    """Return the anchor that *link* names, decoded."""
    return unquote(urlsplit(link).fragment)


def route(path: str) -> str:
    """Return what kind of page *path* is: its first folder, and how deep it lies."""
    parts = urlsplit(path).path.strip("/").split("/")
    return f"{parts[0]}/{'*' if len(parts) > 1 else ''}"


def without_language(path: str) -> str:
    """Return *path* without the language that it names."""
    return re.sub(r"[?&]lang=\w+$|lang=\w+&", "", path)
