#!/bin/sh
# The first push of a bank: token, receive, accept, acknowledge, read.
# BASE_URL, CLIENT_ID and CLIENT_SECRET come from the environment.
set -eu

TOKEN=$(curl -sS -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials \
  "${TOKEN_URL:-$BASE_URL/oidc/token}" | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
if [ -z "$TOKEN" ]; then echo "no token: check CLIENT_ID and CLIENT_SECRET" >&2; exit 1; fi
call() { curl -sSf -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$@"; }

# One message from the bank's own queue; it is lent for two minutes and comes back unless it is acknowledged.
# What is no push (a recall, a notice) is left for the bank's own system.
TYPE=
while [ -z "$TYPE" ]; do
  MESSAGE=$(call -d '{"max":1,"waitSeconds":10,"visibilitySeconds":120}' "$BASE_URL/bank/v1/referrals/receive")
  RECEIPT=$(printf %s "$MESSAGE" | sed -n 's/.*"receipt":"\([^"]*\)".*/\1/p')
  if [ -z "$RECEIPT" ]; then echo "no push in the queue" >&2; exit 1; fi
  TYPE=$(printf %s "$MESSAGE" | sed -n 's/.*"type":"\([^"]*referral-offered[^"]*\)".*/\1/p')
done
REFERRAL=$(printf %s "$MESSAGE" | sed -n 's/.*"referralId":"\([^"]*\)".*/\1/p')

# The first feedback. A retry carries the same Idempotency-Key and is answered with the same bytes.
call -H "Idempotency-Key: accept-$REFERRAL" -d '{"type":"accepted"}' \
  "$BASE_URL/bank/v1/referrals/$REFERRAL/feedback"
echo

# Acknowledged last: what the bank did not finish is never lost.
call -d "{\"receipts\":[\"$RECEIPT\"]}" "$BASE_URL/bank/v1/referrals/acknowledge"
echo

# The whole push: clocks, what may be said next, and from now on the contact.
call "$BASE_URL/bank/v1/referrals/$REFERRAL"
echo
