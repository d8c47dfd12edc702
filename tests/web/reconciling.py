"""What the reconciliation service is asked in several tests."""

import json
from typing import Any

from werkzeug.test import Client, TestResponse

__all__ = ["EXTENSION", "QUERIES", "ask", "extend"]

QUERIES = {
    "ja": {"query": "日本生活協同組合連合会", "type": "org:Organization", "limit": 3},
    "en": {"query": "Japanese Consumers' Co-operative Union", "type_strict": "should"},
    "two": {"query": "民法", "type": ["sse:Law", "sse:Policy"]},
    "id": {"query": "jp/org/jccu"},
    "number": {
        "properties": [{"pid": "jp/concept/corporate-number", "v": 6011005000854}]
    },
    "none": {"query": "こんな名前の団体はどこにもない"},
}
EXTENSION = {
    "ids": ["jp/org/jccu", "jp/law/civil-code", "jp/org/there-is-none"],
    "properties": [
        {"id": "rdfs:label"},
        {"id": "skos:altLabel", "settings": {"limit": "1"}},
        {"id": "sse:basedIn"},
        {"id": "sse:foundedIn"},
        {"id": "jp/concept/corporate-number"},
        {"id": "foaf:homepage"},
    ],
}


def ask(client: Client, batch: Any, path: str = "/en/reconcile") -> TestResponse:
    return client.post(path, data={"queries": json.dumps(batch)})


def extend(client: Client, asked: Any, path: str = "/en/reconcile") -> TestResponse:
    return client.post(path, data={"extend": json.dumps(asked)})
