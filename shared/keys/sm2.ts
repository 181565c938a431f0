import { sm2 } from 'sm-crypto-v2'

/** GM/T 0009: the signer's identity when none is agreed; KMS signs under it, too. */
export const sm2SignerId = '1234567812345678'

/** A key on the SM2 curve: secret and uncompressed point, hex. */
export type Sm2Key = { readonly secret: string; readonly point: string }

/** SubjectPublicKeyInfo of a point on the SM2 curve, up to the point itself (GM/T 0006, RFC 5480). */
const spkiPrefix = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex')

const options = { der: true, hash: true, userId: sm2SignerId } as const

export const newSm2Key = (): Sm2Key => {
  const { privateKey, publicKey } = sm2.generateKeyPairHex()
  return { secret: privateKey, point: publicKey }
}

export const sm2Spki = (point: string): Buffer => Buffer.concat([spkiPrefix, Buffer.from(point, 'hex')])

/** The uncompressed point in such a key, or undefined when it is none. */
export const sm2PointOf = (spki: Uint8Array): string | undefined => {
  const der = Buffer.from(spki)
  const point = der.subarray(spkiPrefix.length).toString('hex')
  if (!der.subarray(0, spkiPrefix.length).equals(spkiPrefix) || !/^04[0-9a-f]{128}$/.test(point))
    return undefined
  try {
    return sm2.verifyPublicKey(point) ? point : undefined
  } catch {
    return undefined
  }
}

/** SM2 with SM3 under the default identity, DER. node:crypto's SM2 is not to be used: it signs plain ECDSA and knows no identity. */
export const signSm2 = (message: Uint8Array, { secret, point }: Sm2Key): Buffer =>
  Buffer.from(sm2.doSignature(message, secret, { ...options, publicKey: point }), 'hex')

const verifies = (input: Uint8Array, signature: Uint8Array, point: string, hash: boolean): boolean => {
  try {
    const hex = Buffer.from(signature).toString('hex')
    return sm2.doVerifySignature(input, hex, point, { ...options, hash })
  } catch {
    // What is no DER or no point of the curve is thrown at, not answered.
    return false
  }
}

export const verifySm2 = (message: Uint8Array, signature: Uint8Array, point: string): boolean =>
  verifies(message, signature, point, true)

/** The digest that SM2 signs: SM3 over the identity's hash and the message (GM/T 0003.2, 5.5). */
export const sm2Digest = (message: Uint8Array, point: string): Buffer =>
  Buffer.from(sm2.getHash(message, point, sm2SignerId), 'hex')

/** Signs such a digest that is already made. */
export const signSm2Digest = (digest: Uint8Array, { secret }: Sm2Key): Buffer =>
  Buffer.from(sm2.doSignature(digest, secret, { der: true, hash: false }), 'hex')

export const verifySm2Digest = (digest: Uint8Array, signature: Uint8Array, point: string): boolean =>
  verifies(digest, signature, point, false)
