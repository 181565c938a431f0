import { generateKeyPairSync, type KeyObject, sign as signBy } from 'node:crypto'
import smCrypto from 'sm-crypto'
import { Webhook } from 'standardwebhooks'
import { newSm2Key, sm2SignerId, sm2Spki } from '#shared/keys/sm2.ts'

/** One call at a bank's webhook and whether it must be believed. */
export type Vector = {
  readonly name: string
  /** Shared secrets, or public keys in PEM. */
  readonly keys: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly genuine: boolean
}

export const now = new Date('2026-03-02T01:00:00Z')
const secretOf = (text: string): string => `whsec_${Buffer.from(text).toString('base64')}`
const [secret, older, stranger] = [
  secretOf('the secret of one bank, 32 bytes'),
  secretOf('the secret it had before that!!'),
  secretOf('the secret of another bank.....'),
] as [string, string, string]

const bodies = {
  plain: Buffer.from('{"specversion":"1.0","id":"referral#RF-1@1.0","type":"t","data":{}}'),
  chinese: Buffer.from('{"type":"t","data":{"name":"达州市通川区试验商贸有限公司","purpose":"采购货物"}}'),
  spaced: Buffer.from('{ "b" : 1.0,\n  "a" : "\\u4e2d" }'),
}

/** Signed by the standard's own library. */
const signed = (by: string, body: Buffer, at = now, id = 'referral#RF-1@1.0'): Record<string, string> => ({
  'webhook-id': id,
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(by).sign(id, at, body.toString()),
})

const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000)

const vector = (
  name: string,
  genuine: boolean,
  headers: Record<string, string>,
  body: Buffer,
  keys: readonly string[],
): Vector => ({ name, genuine, headers, body, keys })

const { plain, chinese, spaced } = bodies
const right = signed(secret, plain)

export const hmacVectors: readonly Vector[] = [
  vector('genuine', true, right, plain, [secret]),
  vector('genuine, Chinese', true, signed(secret, chinese), chinese, [secret]),
  vector('genuine, unusual spacing', true, signed(secret, spaced), spaced, [secret]),
  vector('genuine, four minutes old', true, signed(secret, plain, minutes(-4)), plain, [secret]),
  vector(
    'genuine, two signatures during a rotation',
    true,
    {
      ...right,
      'webhook-signature': `${signed(older, plain)['webhook-signature']} ${right['webhook-signature']}`,
    },
    plain,
    [secret],
  ),
  vector('genuine, signed by the older of two secrets', true, signed(older, plain), plain, [secret, older]),
  vector('signed by a stranger', false, signed(stranger, plain), plain, [secret, older]),
  vector('body altered', false, right, chinese, [secret]),
  vector('id altered', false, { ...right, 'webhook-id': 'referral#RF-2@1.0' }, plain, [secret]),
  vector('timestamp altered', false, { ...right, 'webhook-timestamp': '1772413201' }, plain, [secret]),
  vector('six minutes old', false, signed(secret, plain, minutes(-6)), plain, [secret]),
  vector('six minutes ahead', false, signed(secret, plain, minutes(6)), plain, [secret]),
  vector('no signature', false, { ...right, 'webhook-signature': '' }, plain, [secret]),
  vector('no id', false, { ...right, 'webhook-id': '' }, plain, [secret]),
  vector('timestamp no number', false, { ...right, 'webhook-timestamp': 'now' }, plain, [secret]),
  vector('signature no base64', false, { ...right, 'webhook-signature': 'v1,%%%%' }, plain, [secret]),
  vector('empty signature', false, { ...right, 'webhook-signature': 'v1,' }, plain, [secret]),
  vector(
    'another scheme',
    false,
    { ...right, 'webhook-signature': String(right['webhook-signature']).replace('v1,', 'v1a,') },
    plain,
    [secret],
  ),
]

const pemOf = (spki: Buffer): string =>
  `-----BEGIN PUBLIC KEY-----\n${(spki.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END PUBLIC KEY-----\n`

/** Signed by an SM2 implementation other than the one this product signs with. */
export const sm2Vectors = (): readonly Vector[] => {
  const key = newSm2Key()
  const other = newSm2Key()
  const pem = pemOf(sm2Spki(key.point))
  const sign = (by: typeof key, body: Buffer, at = now): Record<string, string> => {
    const id = 'referral#RF-1@1.0'
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const message = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])
    const options = { der: true, hash: true, userId: sm2SignerId, publicKey: by.point }
    const der = Buffer.from(smCrypto.sm2.doSignature([...message], by.secret, options), 'hex')
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1sm2,${der.toString('base64')}`,
    }
  }
  const genuine = sign(key, chinese)
  return [
    vector('genuine', true, genuine, chinese, [pem]),
    vector('genuine, key changed', true, genuine, chinese, [pemOf(sm2Spki(other.point)), pem]),
    vector('signed by a stranger', false, sign(other, chinese), chinese, [pem]),
    vector('body altered', false, genuine, plain, [pem]),
    vector('six minutes old', false, sign(key, chinese, minutes(-6)), chinese, [pem]),
    vector('no DER', false, { ...genuine, 'webhook-signature': 'v1sm2,AAAA' }, chinese, [pem]),
    vector('no base64', false, { ...genuine, 'webhook-signature': 'v1sm2,%%%%' }, chinese, [pem]),
    vector('another scheme', false, { ...genuine, 'webhook-signature': 'v1,AAAA' }, chinese, [pem]),
  ]
}

/** Signed by ECDSA P-256 with SHA-256. */
export const p256Vectors = (): readonly Vector[] => {
  const [key, other] = [newP256Key(), newP256Key()]
  const sign = (by: P256Key, body: Buffer, at = now): Record<string, string> => {
    const id = 'referral#RF-1@1.0'
    const timestamp = String(Math.floor(at.getTime() / 1000))
    const der = signBy('sha256', Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]), by.secret)
    return {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1e,${der.toString('base64')}`,
    }
  }
  const genuine = sign(key, chinese)
  const saying = (signature: string) => ({ ...genuine, 'webhook-signature': signature })
  return [
    vector('genuine', true, genuine, chinese, [key.pem]),
    vector('genuine, key changed', true, genuine, chinese, [other.pem, key.pem]),
    vector('signed by a stranger', false, sign(other, chinese), chinese, [key.pem]),
    vector('body altered', false, genuine, plain, [key.pem]),
    vector('id altered', false, { ...genuine, 'webhook-id': 'referral#RF-2@1.0' }, chinese, [key.pem]),
    vector('six minutes old', false, sign(key, chinese, minutes(-6)), chinese, [key.pem]),
    vector('no DER', false, saying('v1e,AAAA'), chinese, [key.pem]),
    vector('no base64', false, saying('v1e,%%%%'), chinese, [key.pem]),
    vector('empty signature', false, saying('v1e,'), chinese, [key.pem]),
    vector('another scheme', false, saying('v1,AAAA'), chinese, [key.pem]),
  ]
}

type P256Key = { readonly secret: KeyObject; readonly pem: string }
const newP256Key = (): P256Key => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { secret: privateKey, pem: publicKey.export({ type: 'spki', format: 'pem' }).toString() }
}
