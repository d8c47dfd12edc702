"""Accepted links: read with what is known of their source, or refused with a reason."""

from pathlib import Path

import pytest
from rdflib import URIRef

from tsunagari.errors import LinkingError
from tsunagari.linking.accepted import accepted_links
from tsunagari.namespaces import expand

ENTRY = """[ica]
title.en = "Members"
title.ja = "会員"
document = "src:commonweave"
locator = "a file"
note.en = "Read by a person."
note.ja = "人が確認した。"
"""
HEAD = (
    "subject_id\tpredicate_id\tpredicate_modifier\tobject_id\treviewer_label"
    "\treview_date\n"
)
YES = "jporg:jccu\tskos:exactMatch\t\thttps://lod.coop/ica/103\tA. Reader\t2026-11-30\n"
NO = "jporg:jccu\tskos:exactMatch\tNot\thttps://lod.coop/ica/1367\tA. Reader\t\n"
OPEN = "jporg:zen-noh\tskos:exactMatch\t\thttps://lod.coop/ica/104\t\t\n"


def written(top: Path, decisions: str = HEAD + YES, entry: str = ENTRY) -> Path:
    folder = top / "zz" / "links"
    folder.mkdir(parents=True)
    (folder / "sources.toml").write_text(entry, encoding="utf-8")
    (folder / "ica.sssom.tsv").write_text(decisions, encoding="utf-8")
    return top


def test_the_accepted_are_read(tmp_path: Path) -> None:
    (one,) = accepted_links(written(tmp_path, HEAD + YES + NO + OPEN))
    assert (one.source, one.document) == ("ica", expand("src:commonweave"))
    (link,) = one.links
    assert link.right == "https://lod.coop/ica/103"
    assert (link.status, link.reviewer, link.reviewed) == (
        "accepted",
        "A. Reader",
        "2026-11-30",
    )


def test_without_files_there_are_none(tmp_path: Path) -> None:
    assert accepted_links(tmp_path) == []


@pytest.mark.parametrize(
    ("decisions", "entry", "told"),
    [
        (HEAD + NO + OPEN, ENTRY, "accepts no link"),
        (HEAD + YES, "", r"\[ica\] needs a document"),
        (HEAD + YES, ENTRY.replace("src:", "none:"), "needs a document.*no declared"),
        (HEAD + YES, ENTRY.replace('locator = "a file"', ""), "needs a locator"),
        (HEAD + YES, ENTRY.replace('note.ja = "人が確認した。"', ""), "needs note.en"),
        (HEAD + YES, ENTRY.replace('title.en = "Members"', ""), "needs title.en"),
        (HEAD + YES, ENTRY + "[uk]\n", r"\[uk\] has no file uk.sssom.tsv"),
        (HEAD + YES, "[ica", "cannot be read"),
        (HEAD + YES.replace("jporg", "none"), ENTRY, "no declared prefix"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, decisions: str, entry: str, told: str
) -> None:
    with pytest.raises(LinkingError, match=told):
        accepted_links(written(tmp_path, decisions, entry))


def test_the_members_of_the_ica_are_linked() -> None:
    """All seventeen of Japan, by the directory's own numbers."""
    found = {one.source: one for one in accepted_links()}
    links = {link.left: link.right for link in found["ica-members"].links}
    assert len(links) == 17
    assert links[str(expand("jporg:jccu"))] == "https://lod.coop/ica/103"
    assert links[str(expand("jporg:hew-co-op-japan"))] == "https://lod.coop/ica/1367"
    assert URIRef(found["ica-members"].document) == expand("src:commonweave")


def test_two_countries_do_not_share_a_graph(tmp_path: Path) -> None:
    written(tmp_path)
    other = tmp_path / "yy" / "links"
    other.mkdir(parents=True)
    for name in ("sources.toml", "ica.sssom.tsv"):
        text = (tmp_path / "zz" / "links" / name).read_text(encoding="utf-8")
        (other / name).write_text(text, encoding="utf-8")
    with pytest.raises(LinkingError, match=r"zz/links/ica.*yy/links/ica.*same name"):
        accepted_links(tmp_path)
