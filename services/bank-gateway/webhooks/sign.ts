import { createHmac } from 'node:crypto'
import type { Sealer } from '#shared/keys/sealer.ts'
import type { SignatureAlgorithm } from '#shared/keys/signer.ts'
import { type Signing, secretsAt, type Webhook } from '../domain/webhook.ts'
import type { MessageSigner } from './kms-signer.ts'
import { keyIn, openSecret } from './secret.ts'

/** What names a signature in the header: `v1` is the standard's own. */
export const schemes: Readonly<Record<Signing, string>> = {
  symmetric: 'v1',
  sm2: 'v1sm2',
  'ecdsa-p256': 'v1e',
}

export const signingOf: Readonly<Record<SignatureAlgorithm, Signing>> = {
  SM2DSA: 'sm2',
  ECDSA_SHA_256: 'ecdsa-p256',
}

/** What is signed: id, Unix seconds and the body, byte for byte as sent (Standard Webhooks). */
export const signedText = (id: string, timestamp: number, body: string): string =>
  `${id}.${timestamp}.${body}`

export const symmetricSignature = (secret: string, text: string): string =>
  `${schemes.symmetric},${createHmac('sha256', keyIn(secret)).update(text).digest('base64')}`

export type SignedHeaders = (message: {
  readonly id: string
  readonly body: string
  /** ISO 8601, UTC. */
  readonly now: string
}) => Promise<Readonly<Record<string, string>>>

/** Opens the secrets with the first message and once for all; during an overlap every valid secret signs. */
export const headersBy = (
  { sealer, signer }: { readonly sealer: Pick<Sealer, 'open'>; readonly signer: MessageSigner },
  bankId: string,
  webhook: Webhook,
  openedAt: string,
): SignedHeaders => {
  const { signing } = webhook
  let opened: Promise<readonly string[]> | undefined
  const secrets = async (): Promise<readonly string[]> => {
    opened ??= Promise.all(secretsAt(webhook, openedAt).map(secret => openSecret(sealer, bankId, secret)))
    return await opened
  }
  const signaturesOf = async (text: string): Promise<readonly string[]> =>
    signing === 'symmetric'
      ? (await secrets()).map(secret => symmetricSignature(secret, text))
      : [`${schemes[signing]},${await signer.sign(text)}`]
  return async ({ id, body, now }) => {
    const timestamp = Math.floor(Date.parse(now) / 1000)
    return {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'user-agent': 'Rongxie-Webhook/1',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': (await signaturesOf(signedText(id, timestamp, body))).join(' '),
    }
  }
}
