import { createHmac, timingSafeEqual } from 'node:crypto'

const toleranceSeconds = 5 * 60

type Headers = { readonly [name: string]: string | readonly string[] | undefined }

/**
 * Verifies a webhook by the Standard Webhooks scheme and gives its event; throws when it must be answered with 401.
 * `secrets` holds one secret (`whsec_…`), or two while they are rotated. `body` is the raw bytes, never re-serialised JSON.
 */
export const verifyWebhook = (
  secrets: readonly string[],
  headers: Headers,
  body: Buffer,
  now: number = Date.now(),
): { readonly id: string; readonly type: string; readonly data: Record<string, unknown> } => {
  const id = String(headers['webhook-id'] ?? '')
  const timestamp = String(headers['webhook-timestamp'] ?? '')
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) throw new Error('webhook headers are missing')
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) throw new Error('timestamp out of range')

  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const expected = secrets.map(secret =>
    createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
      .update(signed)
      .digest(),
  )
  const matches = String(headers['webhook-signature'] ?? '')
    .split(' ')
    .filter(signature => signature.startsWith('v1,'))
    .map(signature => Buffer.from(signature.slice(3), 'base64'))
    .some(given => expected.some(right => given.length === right.length && timingSafeEqual(given, right)))
  if (!matches) throw new Error('signature does not match')

  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
}
