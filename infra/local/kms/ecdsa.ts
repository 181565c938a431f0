import { createECDH, createPublicKey, type KeyObject, randomBytes } from 'node:crypto'

// Order of P-256 (SEC 2, 2.4.2).
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
const modulo = (value: bigint): bigint => ((value % order) + order) % order

const inverse = (value: bigint): bigint => {
  let [r, next, t, factor] = [order, modulo(value), 0n, 1n]
  while (next !== 0n) {
    const quotient = r / next
    ;[r, next] = [next, r - quotient * next]
    ;[t, factor] = [factor, t - quotient * factor]
  }
  return modulo(t)
}

/** The x coordinate of scalar × G; the curve arithmetic is OpenSSL's. */
const xOf = (scalar: bigint): bigint => {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(toBytes(scalar))
  return modulo(toInteger(ecdh.getPublicKey().subarray(1, 33)))
}

const secretOf = (key: KeyObject): bigint =>
  toInteger(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'))

const derInteger = (value: bigint): Buffer => {
  const bytes = toBytes(value)
  const start = bytes.findIndex(byte => byte !== 0)
  const body = bytes.subarray(start === -1 ? 31 : start)
  const positive = (body[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.of(0), body]) : body
  return Buffer.concat([Buffer.of(2, positive.length), positive])
}

const toDer = (r: bigint, s: bigint): Buffer => {
  const body = Buffer.concat([derInteger(r), derInteger(s)])
  return Buffer.concat([Buffer.of(0x30, body.length), body])
}

const fromDer = (der: Uint8Array): { r: bigint; s: bigint } | undefined => {
  const length = der[3] ?? 0
  const r = der.subarray(4, 4 + length)
  const s = der.subarray(6 + length)
  const wellFormed =
    der[0] === 0x30 &&
    der[1] === der.length - 2 &&
    der[2] === 2 &&
    der[4 + length] === 2 &&
    der[5 + length] === s.length
  return wellFormed ? { r: toInteger(r), s: toInteger(s) } : undefined
}

const randomScalar = (): bigint => {
  for (;;) {
    const scalar = toInteger(randomBytes(32))
    if (scalar > 0n && scalar < order) return scalar
  }
}

/** ECDSA over a SHA-256 digest that is already made (FIPS 186-5, 6.4): node:crypto would hash it once more. */
export const signDigest = (digest: Uint8Array, key: KeyObject): Buffer => {
  for (;;) {
    const nonce = randomScalar()
    const r = xOf(nonce)
    const s = modulo(inverse(nonce) * (toInteger(digest) + r * secretOf(key)))
    if (r !== 0n && s !== 0n) return toDer(r, s)
  }
}

/** Checks such a signature with the secret at hand: the nonce it implies must lead to the same point. */
export const verifyDigest = (digest: Uint8Array, signature: Uint8Array, key: KeyObject): boolean => {
  const parts = fromDer(signature)
  if (parts === undefined) return false
  const { r, s } = parts
  if (r <= 0n || s <= 0n || r >= order || s >= order) return false
  const nonce = modulo(inverse(s) * (toInteger(digest) + r * secretOf(key)))
  return nonce !== 0n && xOf(nonce) === r
}

export const publicKeyDer = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ type: 'spki', format: 'der' })
