import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { Sealer } from './sealer.ts'
import { pemOf, type Signer } from './signer.ts'
import { newSm2Key, signSm2, sm2Spki } from './sm2.ts'

/** A sealer over a key of its own, for tests without KMS: AES-256-GCM with the entity as associated data. */
export const testSealer = (): Sealer => {
  const key = randomBytes(32)
  return {
    seal: async (text, uscc) => {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(uscc))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    open: async (sealed, uscc) => {
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
        .setAAD(Buffer.from(uscc))
        .setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

/** A signer over a fresh P-256 key, for tests without KMS. */
export const testSigner = (): Signer => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    sign: async statement => ({
      signature: sign('sha256', Buffer.from(statement), privateKey).toString('base64'),
      algorithm: 'ECDSA_SHA_256',
      publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    }),
  }
}

/** A signer over a fresh SM2 key, for tests without KMS. */
export const testSm2Signer = (): Signer => {
  const key = newSm2Key()
  return {
    sign: async statement => ({
      signature: signSm2(Buffer.from(statement), key).toString('base64'),
      algorithm: 'SM2DSA',
      publicKey: pemOf(sm2Spki(key.point)),
    }),
  }
}
