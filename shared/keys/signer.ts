import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms'

export type SignatureAlgorithm = 'ECDSA_SHA_256' | 'SM2DSA'

export type Signature = {
  /** ECDSA P-256 over SHA-256, or SM2 with SM3 under the signer id 1234567812345678; DER, base64. */
  readonly signature: string
  readonly algorithm: SignatureAlgorithm
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string
}

/**
 * Signs a short UTF-8 statement (at most 4 kB) with the key that stands for the convener's seal (C4).
 * Anyone verifies it with the public key and stock tools, by the algorithm that the signature names.
 */
export type Signer = { readonly sign: (statement: string) => Promise<Signature> }

export const pemOf = (spki: Uint8Array): string =>
  [
    '-----BEGIN PUBLIC KEY-----',
    ...(Buffer.from(spki)
      .toString('base64')
      .match(/.{1,64}/g) ?? []),
    '-----END PUBLIC KEY-----',
    '',
  ].join('\n')

/** The key decides the algorithm: a province has one kind or the other. */
export const kmsSigner = (kms: KMSClient, keyId: string): Signer => ({
  sign: async statement => {
    const key = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }))
    const algorithm: SignatureAlgorithm = key.KeySpec === 'SM2' ? 'SM2DSA' : 'ECDSA_SHA_256'
    const { Signature } = await kms.send(
      new SignCommand({
        KeyId: keyId,
        Message: new TextEncoder().encode(statement),
        MessageType: 'RAW',
        SigningAlgorithm: algorithm,
      }),
    )
    if (!Signature || !key.PublicKey) throw new Error('KMS gave no signature')
    return {
      signature: Buffer.from(Signature).toString('base64'),
      algorithm,
      publicKey: pemOf(key.PublicKey),
    }
  },
})
