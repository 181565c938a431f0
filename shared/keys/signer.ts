import { GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms'

export type Signature = {
  /** ECDSA P-256 over SHA-256, DER, base64. */
  readonly signature: string
  readonly algorithm: 'ECDSA_SHA_256'
  /** SubjectPublicKeyInfo, PEM. */
  readonly publicKey: string
}

/**
 * Signs a short UTF-8 statement (at most 4 kB) with the key that stands for the convener's seal (C4).
 * Anyone verifies it with the public key and stock tools: ECDSA P-256 over SHA-256 of the statement.
 */
export type Signer = { readonly sign: (statement: string) => Promise<Signature> }

const pem = (der: Uint8Array): string =>
  [
    '-----BEGIN PUBLIC KEY-----',
    ...(Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []),
    '-----END PUBLIC KEY-----',
    '',
  ].join('\n')

export const kmsSigner = (kms: KMSClient, keyId: string): Signer => ({
  sign: async statement => {
    const [signed, key] = await Promise.all([
      kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: new TextEncoder().encode(statement),
          MessageType: 'RAW',
          SigningAlgorithm: 'ECDSA_SHA_256',
        }),
      ),
      kms.send(new GetPublicKeyCommand({ KeyId: keyId })),
    ])
    if (!signed.Signature || !key.PublicKey) throw new Error('KMS gave no signature')
    return {
      signature: Buffer.from(signed.Signature).toString('base64'),
      algorithm: 'ECDSA_SHA_256',
      publicKey: pem(key.PublicKey),
    }
  },
})
