import { verify } from 'node:crypto'

const toleranceSeconds = 5 * 60

type Headers = { readonly [name: string]: string | readonly string[] | undefined }

/**
 * Verifies a webhook signed by ECDSA P-256 with SHA-256; throws when it must be answered with 401.
 * `publicKeys` are the PEM texts from GET /bank/v1/webhook-keys; `body` is the raw bytes.
 */
export const verifyWebhookP256 = (
  publicKeys: readonly string[],
  headers: Headers,
  body: Buffer,
  now: number = Date.now(),
): { readonly id: string; readonly type: string; readonly data: Record<string, unknown> } => {
  const id = String(headers['webhook-id'] ?? '')
  const timestamp = String(headers['webhook-timestamp'] ?? '')
  if (id === '' || !/^\d{1,12}$/.test(timestamp)) throw new Error('webhook headers are missing')
  if (Math.abs(now / 1000 - Number(timestamp)) > toleranceSeconds) throw new Error('timestamp out of range')

  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
  const matches = String(headers['webhook-signature'] ?? '')
    .split(' ')
    .filter(signature => signature.startsWith('v1e,'))
    .map(signature => Buffer.from(signature.slice('v1e,'.length), 'base64'))
    .some(der => publicKeys.some(pem => verify('sha256', signed, pem, der)))
  if (!matches) throw new Error('signature does not match')

  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
}
