"""From a row of the list to what it says of one body.

=======================  =======================================================
column                   statement
=======================  =======================================================
registerCode             ``adms:identifier`` of the scheme of register codes
name, reading            ``rdfs:label``, ``skos:altLabel`` (ja-Hrkt)
form                     ``sse:legalForm``, the form with exactly that name
authority                ``sse:supervisedBy``, if a government has that name
corporateNumber          ``adms:identifier``; the subject is the body with it
homepage                 ``foaf:homepage``
purposes                 ``sse:activity``, the purpose with exactly that name
=======================  =======================================================

The purposes say what a body does; ``sse:purposeField`` says what the law lets the
bodies of a form do, and ``sse:purpose`` what funding is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tsunagari.registers.japan import bodies
from tsunagari.registers.japan.body_list import BodyList
from tsunagari.registers.public_interest.columns import layout
from tsunagari.registers.statements import Statement, iri, name, text
from tsunagari.registers.vocabulary import by_label, squeezed

__all__ = ["PublicInterestCorporations"]

HOMEPAGE: Final = name("foaf:homepage")
LEGAL_FORM: Final = name("sse:legalForm")
ACTIVITY: Final = name("sse:activity")
REGISTER_CODE: Final = name("jpc:pic-register-code")
IDENTIFIERS: Final = name("id:")[:-1]
CABINET_OFFICE: Final = text("Cabinet Office of Japan")


class PublicInterestCorporations(BodyList):
    """The reader of the list."""

    def __init__(self) -> None:
        super().__init__(layout())
        self._forms = by_label("jp/forms", "ja")
        self._purposes = by_label("jp/public-interest-purposes", "ja")

    def said(self, key: str, body: str, told: dict[str, str]) -> Iterator[Statement]:
        """Yield form, purposes, code and page."""
        code = told["registerCode"]
        node = f"{IDENTIFIERS}pic-register-code-{code}>"
        yield from bodies.identified(body, node, code, REGISTER_CODE, CABINET_OFFICE)
        if told["form"]:
            yield body, LEGAL_FORM, self._forms[squeezed(told["form"])]
        if told["homepage"]:
            yield body, HOMEPAGE, iri(told["homepage"])
        for purpose in told["purposes"].splitlines():
            yield body, ACTIVITY, self._purposes[squeezed(purpose)]
