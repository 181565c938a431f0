import { createHash } from 'node:crypto'
import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms'
import { pemOf, type SignatureAlgorithm } from '#shared/keys/signer.ts'
import { sm2Digest, sm2PointOf } from '#shared/keys/sm2.ts'

export type PublicKey = {
  readonly algorithm: SignatureAlgorithm
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string
}

/** Signs messages of any length with the province's webhook key, which signs nothing else. */
export type MessageSigner = {
  readonly key: () => Promise<PublicKey>
  /** DER, base64. */
  readonly sign: (text: string) => Promise<string>
}

type Held = PublicKey & { readonly digestOf: (message: Uint8Array) => Uint8Array }

const sha256Of = (message: Uint8Array) => createHash('sha256').update(message).digest()

/** KMS takes at most 4 kB as it is, so the digest is made here; the public key is asked for once a function's life. */
export const kmsMessageSigner = (kms: KMSClient, keyId: string): MessageSigner => {
  let held: Promise<Held> | undefined
  const read = async (): Promise<Held> => {
    const { KeySpec, PublicKey: spki } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }))
    if (!spki) throw new Error('KMS gave no public key')
    const publicKey = pemOf(spki)
    if (KeySpec !== 'SM2') return { algorithm: 'ECDSA_SHA_256', publicKey, digestOf: sha256Of }
    const point = sm2PointOf(spki)
    if (point === undefined) throw new Error('KMS gave no SM2 key')
    return { algorithm: 'SM2DSA', publicKey, digestOf: message => sm2Digest(message, point) }
  }
  const ready = async (): Promise<Held> => {
    held ??= read()
    try {
      return await held
    } catch (error) {
      // What could not be read is not remembered.
      held = undefined
      throw error
    }
  }
  return {
    key: async () => {
      const { algorithm, publicKey } = await ready()
      return { algorithm, publicKey }
    },
    sign: async text => {
      const { algorithm, digestOf } = await ready()
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: digestOf(new TextEncoder().encode(text)),
          MessageType: 'DIGEST',
          SigningAlgorithm: algorithm,
        }),
      )
      if (!Signature) throw new Error('KMS gave no signature')
      return Buffer.from(Signature).toString('base64')
    },
  }
}
