import { createHash } from 'node:crypto'
import { signSm2Digest, sm2Digest, sm2Spki, verifySm2Digest } from '#shared/keys/sm2.ts'
import { publicKeyDer, signDigest, verifyDigest } from './ecdsa.ts'
import type { Key } from './key-store.ts'

export type SigningKey = Exclude<Key, { spec: 'SYMMETRIC_DEFAULT' }>

export const signingAlgorithms = { ECC_NIST_P256: 'ECDSA_SHA_256', SM2: 'SM2DSA' } as const

type Scheme = {
  readonly publicDer: Buffer
  readonly digestOf: (message: Uint8Array) => Buffer
  readonly sign: (digest: Uint8Array) => Buffer
  readonly verify: (digest: Uint8Array, signature: Uint8Array) => boolean
}

/** What a signing key does, by its kind; a message signed by SM2 is digested under the default identity (GM/T 0009). */
export const schemeOf = (key: SigningKey): Scheme =>
  key.spec === 'ECC_NIST_P256'
    ? {
        publicDer: publicKeyDer(key.privateKey),
        digestOf: message => createHash('sha256').update(message).digest(),
        sign: digest => signDigest(digest, key.privateKey),
        verify: (digest, signature) => verifyDigest(digest, signature, key.privateKey),
      }
    : {
        publicDer: sm2Spki(key.point),
        digestOf: message => sm2Digest(message, key.point),
        sign: digest => signSm2Digest(digest, key),
        verify: (digest, signature) => verifySm2Digest(digest, signature, key.point),
      }
