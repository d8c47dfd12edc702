"""Registers of more than one country: whose number is whose, and whose words."""

from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from tsunagari.namespaces import SSE, expand
from tsunagari.registers import registry
from tsunagari.registers.japan.numbering import JAPAN
from tsunagari.registers.known import Known
from tsunagari.registers.registry import NUMBERINGS, READERS, numbering_of
from tsunagari.registers.vocabulary import by_label, codes, patterns
from tsunagari.resources import ADDED

NUMBER = "4000012090001"
BODY = URIRef("urn:example:body")
FOREIGN = URIRef("urn:example:foreign")
SCHEME = URIRef("urn:example:guild-number")


class Zedland(type(JAPAN)):  # type: ignore[misc]
    """The numbers of an invented country, which look like those of Japan."""

    bodies = "urn:example:zz/"
    body_scheme = SCHEME
    place_scheme = URIRef("urn:example:area")

    def is_key(self, key: str) -> bool:
        return key.startswith("zz-")

    def body_key(self, notation: str) -> str:
        return f"zz-{notation}"


def numbered(body: URIRef, scheme: URIRef) -> Graph:
    graph = Graph()
    number = body + "-number"
    graph.add((body, expand("adms:identifier"), number))
    graph.add((number, SSE.identifierScheme, scheme))
    graph.add((number, SKOS.notation, Literal(NUMBER)))
    return graph


def test_every_reader_of_a_country_says_which() -> None:
    assert NUMBERINGS == (JAPAN,)
    assert all(reader.numbering is JAPAN for reader in READERS.values())
    assert numbering_of(NUMBER) is JAPAN
    assert numbering_of("9000012090004") is None
    assert numbering_of("urn:example:body") is None


def test_one_number_in_two_countries_is_two_bodies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    both = (JAPAN, Zedland())
    for module in (registry, "tsunagari.registers.known"):
        if isinstance(module, str):
            monkeypatch.setattr(f"{module}.NUMBERINGS", both)
        else:
            monkeypatch.setattr(module, "NUMBERINGS", both)
    graph = numbered(BODY, JAPAN.body_scheme) + numbered(FOREIGN, SCHEME)
    known = Known.of(graph)
    assert known.bodies == {NUMBER: BODY, f"zz-{NUMBER}": FOREIGN}
    assert numbering_of(f"zz-{NUMBER}") is both[1]


def test_a_government_is_known_by_its_name_in_any_language() -> None:
    body = URIRef(f"{JAPAN.bodies}treasury")
    graph = Graph()
    for name in (Literal("Fiskejo", "eo"), Literal("財務省", "ja")):
        graph.add((body, RDF.type, SSE.Government))
        graph.add((body, expand("rdfs:label"), name))
    assert Known.of(graph).governments == {"Fiskejo": body, "財務省": body}
    # Another country's of the same name is not meant by the rows.
    graph.add((FOREIGN, RDF.type, SSE.Government))
    for name in ("財務省", "外国省"):
        graph.add((FOREIGN, expand("rdfs:label"), Literal(name, "ja")))
    assert Known.of(graph).governments == {"Fiskejo": body, "財務省": body}


def test_each_country_has_vocabularies_of_the_same_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "ontology" / "vocabularies" / "zz"
    own.mkdir(parents=True)
    for name in ("forms", "corporate-kinds", "name-patterns"):
        (own / f"{name}.ttl").write_text("", encoding="utf-8")
    monkeypatch.setenv(ADDED, str(tmp_path))
    for kept in (by_label, codes, patterns):
        kept.cache_clear()
    assert len(by_label("jp/forms", "ja")) > 10
    assert len(codes("jp/corporate-kinds")) > 5
    assert len(patterns("jp")) > 10
    assert by_label("zz/forms", "ja") == {}
