import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export type EncryptionContext = Readonly<Record<string, string>>

const version = 1
const idLength = 36

/** The context in one form whatever the order its fields came in. */
const associatedData = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))))

/** AES-256-GCM; the blob names its key, so that it can be opened without being told which. */
export const seal = (
  keyId: string,
  secret: Buffer,
  plain: Uint8Array,
  context: EncryptionContext,
): Buffer => {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, iv).setAAD(associatedData(context))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  return Buffer.concat([Buffer.of(version), Buffer.from(keyId, 'latin1'), iv, cipher.getAuthTag(), body])
}

export const keyIdIn = (blob: Uint8Array): string | undefined =>
  blob[0] === version && blob.length >= 1 + idLength + 28
    ? Buffer.from(blob.subarray(1, 1 + idLength)).toString('latin1')
    : undefined

/** The plain text, or undefined when the blob, its key or its context is not the one it was sealed with. */
export const unseal = (secret: Buffer, blob: Uint8Array, context: EncryptionContext): Buffer | undefined => {
  const [iv, tag, body] = [blob.subarray(37, 49), blob.subarray(49, 65), blob.subarray(65)]
  const decipher = createDecipheriv('aes-256-gcm', secret, iv).setAAD(associatedData(context)).setAuthTag(tag)
  try {
    return Buffer.concat([decipher.update(body), decipher.final()])
  } catch {
    return undefined
  }
}
