"""Checks a webhook's request as a receiver would: verify.py FILE, with {"headers", "body", "shared_key"}. Prints what the
CloudEvents SDK reads of it; ends with 1 when the signature is not right."""

import json
import sys

from cloudevents.http import from_http
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

with open(sys.argv[1], encoding="utf-8") as file:
    request = json.load(file)
try:
    Webhook(request["shared_key"]).verify(request["body"], request["headers"])
except WebhookVerificationError as error:
    print(error, file=sys.stderr)
    sys.exit(1)
event = from_http(request["headers"], request["body"])
names = ("id", "type", "subject", "number", "revision")
print(json.dumps({name: event.get(name) for name in names} | {"data": event.data}))
