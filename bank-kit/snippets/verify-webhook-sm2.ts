import { sm2 } from 'sm-crypto-v2'

const toleranceSeconds = 5 * 60
const signerId = '1234567812345678'

type Headers = { readonly [name: string]: string | readonly string[] | undefined }

/** The point in a public key (PEM) from GET /bank/v1/webhook-keys: the last 65 bytes of its DER. */
const pointOf = (pem: string): string =>
  Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ''), 'base64')
    .subarray(-65)
    .toString('hex')

/** Verifies a webhook signed by SM2 with SM3; throws when it must be answered with 401. `body` is the raw bytes. */
export const verifyWebhookSm2 = (
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
  const verifies = (signature: string, pem: string): boolean => {
    const der = Buffer.from(signature.slice('v1sm2,'.length), 'base64').toString('hex')
    try {
      return sm2.doVerifySignature(signed, der, pointOf(pem), { der: true, hash: true, userId: signerId })
    } catch {
      return false
    }
  }
  const matches = String(headers['webhook-signature'] ?? '')
    .split(' ')
    .filter(signature => signature.startsWith('v1sm2,'))
    .some(signature => publicKeys.some(pem => verifies(signature, pem)))
  if (!matches) throw new Error('signature does not match')

  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
}
