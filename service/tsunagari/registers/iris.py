"""IRIs that come from outside: which are well-formed, as a store will ask.

The syntax is that of `RFC 3987 <https://www.rfc-editor.org/rfc/rfc3987>`_, but for
addresses in brackets. One IRI that is none stops the loading of a whole file.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["http_iri", "is_iri"]

UCS: Final = (
    "\xa0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    + "".join(f"{chr(p << 16)}-{chr((p << 16) + 0xFFFD)}" for p in range(1, 14))
    + "\U000e1000-\U000efffd"
)
PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
PLAIN: Final = rf"A-Za-z0-9._~!$&'()*+,;={UCS}\-"


def _run(characters: str) -> str:
    """Return an expression for any number of *characters* and escapes."""
    return rf"(?:[{characters}]++|%[0-9A-Fa-f]{{2}})*+"


REST: Final = (
    rf"(?P<path>{_run(f'{PLAIN}:@/')})"
    rf"(?:\?{_run(f'{PLAIN}:@/?{PRIVATE}')})?(?:\#{_run(f'{PLAIN}:@/?')})?"
)
AUTHORITY: Final = rf"(?:{_run(f'{PLAIN}:')}@)?{_run(PLAIN)}(?::[0-9]{{0,5}})?"
IRI: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.-]*:(?://{AUTHORITY}(?=[/?#]|\Z)|(?!//)){REST}"
)
WEB: Final = re.compile(
    rf"(?i:https?)://(?P<host>[A-Za-z0-9._~{UCS}-]+)(?::[0-9]{{1,5}})?(?=[/?#]|\Z){REST}"
)


def is_iri(value: str) -> bool:
    """Tell whether *value* is an absolute IRI; one of the web has a host.

    >>> is_iri("http://example.org/a%20b"), is_iri("http:///x"), is_iri("a b")
    (True, False, False)
    """
    if value[:6].lower().startswith(("http:", "https:")):
        return bool(WEB.fullmatch(value))
    return bool(IRI.fullmatch(value))


def http_iri(value: str) -> str:
    """Check an address on the web.

    >>> http_iri("https://example.org/a?b=c"), http_iri("example.org")
    ('', 'is one http or https address')
    """
    return "" if WEB.fullmatch(value) else "is one http or https address"
