import base64
import hashlib
import hmac
import json
import re
import time

TOLERANCE_SECONDS = 5 * 60


def verify_webhook(secrets, headers, body, now=None):
    """Gives the event, or raises ValueError when the call must be answered with 401.

    secrets: one "whsec_..." or two while they are rotated; headers: names in lower case;
    body: the raw bytes, never re-serialised JSON.
    """
    webhook_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not webhook_id or not re.fullmatch(r"[0-9]{1,12}", timestamp):
        raise ValueError("webhook headers are missing")
    if abs((time.time() if now is None else now) - int(timestamp)) > TOLERANCE_SECONDS:
        raise ValueError("timestamp out of range")

    signed = f"{webhook_id}.{timestamp}.".encode() + body
    expected = [
        hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
        for secret in secrets
    ]
    for signature in headers.get("webhook-signature", "").split(" "):
        if not signature.startswith("v1,"):
            continue
        try:
            given = base64.b64decode(signature[3:], validate=True)
        except ValueError:
            continue
        if any(hmac.compare_digest(given, right) for right in expected):
            return json.loads(body.decode("utf-8"))
    raise ValueError("signature does not match")
