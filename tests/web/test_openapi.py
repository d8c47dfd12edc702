"""The description of the interface is valid, whole, and keeps what it promises."""

import itertools
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.test import Client

from tsunagari.sparql.library import all_queries
from tsunagari.sparql.parameters import parameters
from tsunagari.web.app import create_app
from tsunagari.web.openapi.document import untold
from tsunagari.web.queries.words import BUILD
from tsunagari.web.serving import Serving
from tsunagari.web.state import State

Document = dict[str, Any]


@pytest.fixture
def document(views: Client) -> Document:
    found: Document = json.loads(views.get("/openapi.json").data)
    return found


def test_it_is_valid(client: Client) -> None:
    response = client.get("/openapi.json")
    assert response.mimetype == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    document = json.loads(response.data)
    assert document["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    again = {"If-None-Match": response.headers["ETag"]}
    assert client.get("/openapi.json", headers=again).status_code == 304
    assert client.open("/openapi.json", method="OPTIONS").status_code == 204


def test_the_validator_finds_what_is_wrong(document: Document) -> None:
    document["paths"]["/queries"]["get"]["parameters"][0]["in"] = "nowhere"
    assert list(OpenAPIV31SpecValidator(document).iter_errors())


def test_every_route_is_told_or_left_out_on_purpose(
    settings: Any, serving: Serving
) -> None:
    with create_app(State.of(settings, serving)).app_context():
        assert untold() == set(), "add it to web/openapi/routes.py"


def test_every_query_and_parameter_is_told(document: Document) -> None:
    told = {
        path.rpartition("/")[2]: methods["get"]
        for path, methods in document["paths"].items()
        if path.startswith("/queries/") and "{" not in path
    }
    stored = {query.name: query for query in all_queries() if query.role not in BUILD}
    assert told.keys() == stored.keys()
    for name, query in stored.items():
        assert told[name]["summary"] == query.header["summary"]
        assert told[name]["x-summary-ja"] == query.header["summary-ja"]
        given = {one["name"]: one for one in told[name]["parameters"]}
        own = {parameter.name: parameter for parameter in parameters(query)}
        assert given.keys() == own.keys() | {"format", "maxrows", "timeout"}
        for parameter in own.values():
            assert given[parameter.name]["required"] == parameter.needed
            assert parameter.labels["ja"] in given[parameter.name]["x-description-ja"]


def test_summaries_are_in_both_languages(document: Document) -> None:
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert operation["summary"].endswith((".", "?")), path
            assert any(ord(sign) > 0x3000 for sign in operation["x-summary-ja"]), path


def values(parameter: Document) -> list[Any]:
    """Return the examples of *parameter*."""
    if "example" in parameter:
        return [parameter["example"]]
    return [one["value"] for one in parameter.get("examples", {}).values()]


def addresses(path: str, operation: Document) -> Iterator[str]:
    """Return the addresses that the examples of *operation* make."""
    told = [one for one in operation["parameters"] if values(one)]
    needed = {one["name"] for one in operation["parameters"] if one["required"]}
    assert needed <= {one["name"] for one in told}, path
    for chosen in itertools.product(*map(values, told)):
        address, query = path, []
        for parameter, value in zip(told, chosen, strict=True):
            if parameter["in"] == "path":
                address = address.replace(f"{{{parameter['name']}}}", str(value))
            else:
                query.append((parameter["name"], value))
        yield address + (f"?{urlencode(query)}" if query else "")


def test_what_is_promised_is_got(client: Client, document: Document) -> None:
    number = 0
    for path, methods in document["paths"].items():
        operation = methods["get"]
        promised = set(operation["responses"]["200"]["content"])
        got: set[str] = set()
        for address, type in itertools.product(addresses(path, operation), promised):
            with client.get(address, headers={"Accept": type}) as response:
                number += 1
                if "x-peers" in operation and "text/html" not in type:
                    # It asks a peer that is not known here.
                    assert response.status_code == 400, address
                    got.add(type)
                    continue
                # What one example has not, such as a table as a graph, another has.
                fine = {200} if len(promised) == 1 else {200, 404, 406}
                assert response.status_code in fine, (address, type, response.text)
                if response.status_code == 200:
                    assert response.mimetype in promised, (address, type)
                    got.add(response.mimetype)
        assert got == promised, path
    assert number > 200


def test_a_query_can_be_posted_as_told(client: Client, document: Document) -> None:
    operation = document["paths"]["/sparql"]["post"]
    bodies = operation["requestBody"]["content"]
    assert len(bodies) == 2
    for type, told in bodies.items():
        example = told["example"]
        data = urlencode(example) if isinstance(example, dict) else example
        response = client.post("/sparql", data=data, content_type=type)
        assert response.status_code == 200
        assert response.mimetype in operation["responses"]["200"]["content"]
        schema = document["components"]["schemas"]["Results"]
        assert set(schema["required"]) <= json.loads(response.data).keys()


def test_problems_are_as_told(client: Client, document: Document) -> None:
    wanted = document["components"]["schemas"]["Problem"]["required"]
    accept = {"Accept": "application/problem+json"}
    response = client.get("/queries/cq01-full-forms.csv?x=1", headers=accept)
    assert response.status_code == 400
    assert response.mimetype == "application/problem+json"
    assert set(wanted) == json.loads(response.data).keys()
