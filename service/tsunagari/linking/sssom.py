"""Links as an `SSSOM <https://mapping-commons.github.io/sssom/>`_ TSV file.

Each row has its justification, confidence and reviewer. Whether a link is proposed,
accepted or rejected stands in ``other``, since SSSOM has no slot for it; a rejected one
has the modifier ``Not`` as well.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Final

import tsunagari
from tsunagari.linking.curies import curie, curie_map
from tsunagari.linking.links import Link
from tsunagari.namespaces import LICENCE

__all__ = ["COLUMNS", "sssom"]

COLUMNS: Final = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "reviewer_label",
    "review_date",
    "comment",
    "other",
)


def sssom(links: Iterable[Link], name: str, title: str) -> str:
    """Return the text of the file.

    :param name: The IRI of the mapping set.
    :param title: What it is, for people.
    """
    kept = list(links)
    table = curie_map(iri for link in kept for iri in link.key)
    text = io.StringIO()
    # JSON strings are YAML strings too.
    text.write("#curie_map:\n")
    for prefix, namespace in table.items():
        text.write(f"#  {prefix}: {json.dumps(namespace)}\n")
    for slot, value in (
        ("license", str(LICENCE)),
        ("mapping_set_id", name),
        ("mapping_set_title", title),
        ("mapping_tool", "tsunagari link"),
        ("mapping_tool_version", tsunagari.__version__),
    ):
        text.write(f"#{slot}: {json.dumps(value, ensure_ascii=False)}\n")
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(link, table) for link in kept)
    return text.getvalue()


def _row(link: Link, table: Mapping[str, str]) -> list[str]:
    comment = "; ".join(filter(None, (link.evidence, link.comment)))
    cells = [
        curie(link.left, table),
        link.left_label,
        link.relation,
        "Not" if link.status == "rejected" else "",
        curie(link.right, table),
        link.right_label,
        link.justification,
        f"{1.0 if link.status == 'accepted' else link.score:.4g}",
        link.reviewer,
        link.reviewed if link.reviewer else "",
        comment,
        f"status={link.status}",
    ]
    # A cell of TSV holds neither tabs nor line breaks.
    return [" ".join(cell.split()) for cell in cells]
