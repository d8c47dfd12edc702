"""The service manifest: what the service offers, and where."""

from __future__ import annotations

from typing import Any, Final

from tsunagari.languages import Language
from tsunagari.reconciliation.model import Lookup
from tsunagari.reconciliation.names import (
    IDENTIFIER_SPACE,
    SCHEMA_SPACE,
    in_language,
    term_id,
)
from tsunagari.reconciliation.queries import BATCH

__all__ = ["PREVIEW_SIZE", "manifest"]

# Width and height, in pixels.
PREVIEW_SIZE: Final = (430, 320)
# Not 0.1, which wants JSONP: scripts of other sites are not fed.
VERSIONS: Final = ("0.2",)
NAMES: Final[dict[Language, str]] = {
    "en": "Tsunagari: the social and solidarity economy (English)",
    "ja": "繋がり：社会的連帯経済（日本語）",
}
SETTINGS: Final[dict[Language, tuple[str, str, str, str, str]]] = {
    "en": (
        "Limit",
        "How many values at most; 0 is all.",
        "Language",
        "Texts in one language alone.",
        "that of the service",
    ),
    "ja": (
        "件数",
        "値の数の上限。0は全部。",
        "言語",
        "一つの言語の文字列だけ。",
        "サービスの言語",
    ),
}
CHOICES: Final[dict[Language, tuple[tuple[str, str], ...]]] = {
    "en": (
        ("en", "English"),
        ("ja", "Japanese"),
        ("ja-hrkt", "Japanese in kana"),
        ("ja-latn", "Japanese in Latin letters"),
    ),
    "ja": (
        ("en", "英語"),
        ("ja", "日本語"),
        ("ja-hrkt", "日本語（仮名）"),
        ("ja-latn", "日本語（ローマ字）"),
    ),
}


def manifest(
    lookup: Lookup,
    language: Language,
    address: str,
    home: str,
    view: str,
    version: str,
) -> dict[str, Any]:
    """Return the manifest of the service at *address*.

    :param home: The page that describes the data.
    :param view: The page of a thing, with ``{{id}}`` for its identifier.
    :param version: That of the software.
    """
    width, height = PREVIEW_SIZE
    page = {"url": f"{address}/preview?id={{{{id}}}}"}
    services = {
        name: {"service_url": address, "service_path": f"/suggest/{name}"}
        for name in ("entity", "type", "property")
    }
    top = [kind for kind in lookup.kinds.values() if not kind.broader]
    return {
        "versions": [*VERSIONS],
        "name": NAMES[language],
        "identifierSpace": IDENTIFIER_SPACE,
        "schemaSpace": SCHEMA_SPACE,
        "documentation": home,
        "serviceVersion": version,
        "defaultTypes": [
            {"id": term_id(kind.iri), "name": in_language(kind.labels, language)}
            for kind in top
        ],
        "view": {"url": view},
        "preview": {**page, "width": width, "height": height},
        "suggest": services,
        "extend": {
            "propose_properties": {
                "service_url": address,
                "service_path": "/properties",
            },
            "property_settings": _settings(language),
        },
        "batchSize": BATCH,
    }


def _settings(language: Language) -> list[dict[str, Any]]:
    limit, limit_help, tongue, tongue_help, usual = SETTINGS[language]
    choices = (("", usual), *CHOICES[language])
    return [
        {
            "name": "limit",
            "label": limit,
            "type": "number",
            "default": 0,
            "help_text": limit_help,
        },
        {
            "name": "language",
            "label": tongue,
            "type": "select",
            "default": "",
            "help_text": tongue_help,
            "choices": [{"value": value, "name": name} for value, name in choices],
        },
    ]
