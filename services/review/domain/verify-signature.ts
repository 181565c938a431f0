import { createPublicKey, verify } from 'node:crypto'
import { sha256 } from '#shared/domain/canonical.ts'
import { sm2PointOf, verifySm2 } from '#shared/keys/sm2.ts'

export type Opinion =
  | { readonly ok: true; readonly keyFingerprint: string }
  | { readonly ok: false; readonly problem: string }

type Key = { readonly der: Buffer; readonly verifies: (text: string, signature: Buffer) => boolean }

const bad = (problem: string): Opinion => ({ ok: false, problem })

/** The one PEM block of a public key, without what OpenSSL might make of it: node:crypto's SM2 is not to be trusted. */
const derIn = (pem: string): Buffer =>
  Buffer.from(/-----BEGIN PUBLIC KEY-----([\s\S]*?)-----END PUBLIC KEY-----/.exec(pem)?.[1] ?? '', 'base64')

const readP256 = (pem: string): Key | undefined => {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyDetails?.namedCurve !== 'prime256v1') return undefined
    return {
      der: key.export({ type: 'spki', format: 'der' }),
      verifies: (text, signature) => verify('sha256', Buffer.from(text), key, signature),
    }
  } catch {
    return undefined
  }
}

const readSm2 = (pem: string): Key | undefined => {
  const der = derIn(pem)
  const point = sm2PointOf(der)
  return point
    ? { der, verifies: (text, signature) => verifySm2(Buffer.from(text), signature, point) }
    : undefined
}

const algorithms = {
  ECDSA_SHA_256: { read: readP256, name: 'P-256' },
  SM2DSA: { read: readSm2, name: 'SM2' },
} as const

export type SignedText = {
  readonly statement: string
  readonly signature: string
  readonly algorithm: keyof typeof algorithms
  readonly publicKey: string
}

/** Checks a signature by the algorithm that the document names; `trustedKey` (PEM) tells whose it must be. */
export const verifySignature = (signed: SignedText, trustedKey: string | undefined): Opinion => {
  const { read, name } = algorithms[signed.algorithm]
  const key = read(signed.publicKey)
  if (!key) return bad(`公钥不是可用的 ${name} 公钥`)
  if (trustedKey !== undefined) {
    const trusted = readP256(trustedKey) ?? readSm2(trustedKey)
    if (!trusted) return bad('指定的可信公钥不可用')
    if (!trusted.der.equals(key.der)) return bad('清单所附公钥不是指定的可信公钥')
  }
  return key.verifies(signed.statement, Buffer.from(signed.signature, 'base64'))
    ? { ok: true, keyFingerprint: sha256(key.der) }
    : bad('签名不是由所附公钥对应的私钥对此声明作出的')
}
