"""How a release is cited, in the forms that reference managers read.

`BibTeX <https://ctan.org/pkg/bibtex>`_, and the `Citation File Format 1.2.0
<https://citation-file-format.github.io/>`_.
"""

from __future__ import annotations

import json

from tsunagari.export.catalogue import Catalogue
from tsunagari.export.citation import cited
from tsunagari.languages import Language
from tsunagari.namespaces import BASE, LICENCE

__all__ = ["as_bibtex", "as_cff", "as_text"]


def as_text(catalogue: Catalogue, language: Language) -> str:
    """Return the citation of the release as a line of text."""
    whole = catalogue.datasets[0]
    return cited(
        catalogue.publisher[1],
        whole.titles,
        whole.modified,
        catalogue.version,
        _iri(catalogue),
        language,
    )


def as_bibtex(catalogue: Catalogue) -> str:
    """Return it for BibTeX."""
    whole = catalogue.datasets[0]
    lines = [
        f"@misc{{tsunagari-{catalogue.version},",
        f"  author = {{{{{catalogue.publisher[1]['en']}}}}},",
        f"  title = {{{{{whole.titles['en']}}}}},",
        f"  year = {{{whole.modified[:4]}}},",
        f"  note = {{Release {catalogue.version}}},",
        f"  url = {{{_iri(catalogue)}}}",
        "}",
    ]
    return "\n".join(line for line in lines if "{}" not in line)


def as_cff(catalogue: Catalogue) -> str:
    """Return it as a file CITATION.cff."""
    whole = catalogue.datasets[0]
    return "\n".join(
        (
            "cff-version: 1.2.0",
            'message: "If you use Tsunagari, please cite the release you used."',
            f"title: {_quoted(whole.titles['en'])}",
            "type: dataset",
            "authors:",
            f"  - name: {_quoted(catalogue.publisher[1]['en'])}",
            f"version: {_quoted(catalogue.version)}",
            f"license-url: {LICENCE}",
            "identifiers:",
            "  - type: other",
            f'    value: "{_iri(catalogue)}"',
            f'    description: "Release {catalogue.version}"',
            *([f"date-released: {whole.modified}"] if whole.modified else ()),
        )
    )


def _quoted(text: str) -> str:
    """Return *text* as a string of YAML, which takes those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _iri(catalogue: Catalogue) -> str:
    return str(BASE[f"release/{catalogue.version}"])
