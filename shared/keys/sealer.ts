import { DecryptCommand, EncryptCommand, type KMSClient } from '@aws-sdk/client-kms'

/** Seals personal data field by field before it is stored (H3). The context binds a seal to its entity. */
export type Sealer = {
  readonly seal: (text: string, uscc: string) => Promise<string>
  readonly open: (sealed: string, uscc: string) => Promise<string>
}

const prefix = 'kms1:'

/** Seals with a KMS key; at most 4 kB a value, no plain text outside the call. */
export const kmsSealer = (kms: KMSClient, keyId: string): Sealer => ({
  seal: async (text, uscc) => {
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({
        KeyId: keyId,
        Plaintext: new TextEncoder().encode(text),
        EncryptionContext: { uscc },
      }),
    )
    if (!CiphertextBlob) throw new Error('KMS gave no ciphertext')
    return prefix + Buffer.from(CiphertextBlob).toString('base64')
  },
  open: async (sealed, uscc) => {
    if (!sealed.startsWith(prefix)) throw new Error('not a sealed field')
    const { Plaintext } = await kms.send(
      new DecryptCommand({
        KeyId: keyId,
        CiphertextBlob: Buffer.from(sealed.slice(prefix.length), 'base64'),
        EncryptionContext: { uscc },
      }),
    )
    if (!Plaintext) throw new Error('KMS gave no plain text')
    return new TextDecoder().decode(Plaintext)
  },
})
