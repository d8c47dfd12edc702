"""Asks a reconciliation service with two clients of others; run by its test.

``pip install "numpy<2" "pandas<3" reconciler py-reconciliation-service-api`` gives a
Python that can.
"""

import json
import sys

import pandas as pd
from py_reconciliation_service_api import build_reconciliation_service
from py_reconciliation_service_api.models.reconciliation import ReconciliationQuery
from reconciler import reconcile

address = sys.argv[1]
table = pd.DataFrame({"name": ["日本生活協同組合連合会"], "number": ["6011005000854"]})
by_name = reconcile(
    table["name"], type_id="org:Organization", reconciliation_endpoint=address
)
by_number = reconcile(
    table["name"],
    type_id="org:Organization",
    property_mapping={"jp/concept/corporate-number": table["number"]},
    reconciliation_endpoint=address,
)
service = build_reconciliation_service(address)
print(service._manifest.name)
answer = service.reconcile(ReconciliationQuery(query="日本生協連", limit=1))
best = answer.result[0]
print(
    json.dumps(
        {
            "reconciler": [by_name["id"][0], bool(by_name["match"][0])],
            "by number": [by_number["id"][0], bool(by_number["match"][0])],
            "service api": [best.id, best.match],
            "batch size": service._manifest.batch_size,
        }
    )
)
