import { createPublicKey, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { KMSClient } from '@aws-sdk/client-kms'
import smCrypto from 'sm-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sm2PointOf, sm2SignerId } from '#shared/keys/sm2.ts'
import { kmsMessageSigner } from '../../../services/bank-gateway/webhooks/kms-signer.ts'
import { type KmsEndpoint, startKms } from './endpoint.ts'
import { openKey } from './key-store.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'rongxie-webhook-key-'))
const p256 = openKey(dataDir, 'shared/Webhook', 'ECC_NIST_P256')
const sm2 = openKey(dataDir, 'shared/WebhookSm2', 'SM2')
let endpoint: KmsEndpoint
let kms: KMSClient

beforeAll(async () => {
  endpoint = await startKms({
    byId: new Map([p256, sm2].map(key => [key.keyId, key])),
    aliases: new Map(),
    arnOf: id => `arn:aws-cn:kms:cn-northwest-1:000000000000:key/${id}`,
  })
  kms = new KMSClient({
    endpoint: endpoint.endpoint,
    region: 'cn-northwest-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  })
})
afterAll(async () => {
  kms.destroy()
  await endpoint.stop()
  rmSync(dataDir, { recursive: true })
})

// Longer than the 4 kB that KMS takes as they are.
const text = `referral#1@1.0.1774922400.${'推'.repeat(3000)}`

test('E3 a message of any length is signed by the P-256 key and verified with stock tools', async () => {
  const signer = kmsMessageSigner(kms, p256.keyId)
  const { algorithm, publicKey } = await signer.key()
  expect(algorithm).toBe('ECDSA_SHA_256')
  const signature = Buffer.from(await signer.sign(text), 'base64')
  expect(verify('sha256', Buffer.from(text), createPublicKey(publicKey), signature)).toBe(true)
  expect(verify('sha256', Buffer.from(`${text} `), createPublicKey(publicKey), signature)).toBe(false)
})

test('E3 a message of any length is signed by the SM2 key and verified by another implementation', async () => {
  const signer = kmsMessageSigner(kms, sm2.keyId)
  const { algorithm, publicKey } = await signer.key()
  expect(algorithm).toBe('SM2DSA')
  const spki = Buffer.from(publicKey.replaceAll(/-----[^-]+-----|\n/g, ''), 'base64')
  const signature = Buffer.from(await signer.sign(text), 'base64').toString('hex')
  const holds = (said: string) =>
    smCrypto.sm2.doVerifySignature([...Buffer.from(said)], signature, sm2PointOf(spki) ?? '', {
      der: true,
      hash: true,
      userId: sm2SignerId,
    })
  expect(holds(text)).toBe(true)
  expect(holds(`${text} `)).toBe(false)
})
