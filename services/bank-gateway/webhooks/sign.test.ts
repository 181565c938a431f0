import { createPublicKey, verify } from 'node:crypto'
import smCrypto from 'sm-crypto'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { sm2PointOf, sm2SignerId } from '#shared/keys/sm2.ts'
import { testSealer, testSigner, testSm2Signer } from '#shared/keys/testing.ts'
import type { Webhook } from '../domain/webhook.ts'
import { messageSigner } from '../testing/webhooks.ts'
import { fingerprintOfSecret, newSecret, openSecret, sealSecret } from './secret.ts'
import { headersBy, symmetricSignature } from './sign.ts'

const sealer = testSealer()
const id = 'referral#91511702MA6A00010N-01.icbc-tongchuan@2.0'
const body = JSON.stringify({ specversion: '1.0', id, data: { name: '达州市通川区巴山竹编有限公司' } })
const hook = (more: Partial<Webhook>): Webhook => ({
  status: 'active',
  url: 'https://hooks.bank.example.cn/rongxie',
  signing: 'symmetric',
  secrets: [],
  ...more,
})
const now = () => new Date().toISOString()

test('E3 a symmetric signature is the one that the Standard Webhooks library makes and takes', async () => {
  const secret = newSecret()
  const at = new Date('2026-03-31T02:00:00Z')
  expect(symmetricSignature(secret, `${id}.${at.getTime() / 1000}.${body}`)).toBe(
    new StandardWebhook(secret).sign(id, at, body),
  )
  const webhook = hook({ secrets: [await sealSecret(sealer, 'bank-a', secret)] })
  const headersOf = headersBy({ sealer, signer: messageSigner() }, 'bank-a', webhook, now())
  const headers = await headersOf({ id, body, now: now() })
  expect(new StandardWebhook(secret).verify(body, { ...headers })).toEqual(JSON.parse(body))
  expect(() => new StandardWebhook(secret).verify(`${body} `, { ...headers })).toThrow()
  expect(() => new StandardWebhook(newSecret()).verify(body, { ...headers })).toThrow()
  expect(headers['content-type']).toMatch(/^application\/cloudevents\+json/)
})

test('E3 during an overlap both secrets verify, after it the new one alone', async () => {
  const [old, fresh] = [newSecret(), newSecret()]
  const [sealedOld, sealedFresh] = [
    await sealSecret(sealer, 'bank-a', old),
    await sealSecret(sealer, 'bank-a', fresh),
  ]
  const verifiedBy = async (until: string) => {
    const webhook = hook({ secrets: [sealedFresh, { ...sealedOld, until }] })
    const headersOf = headersBy({ sealer, signer: messageSigner() }, 'bank-a', webhook, now())
    const headers = await headersOf({ id, body, now: now() })
    return [old, fresh].map(secret => {
      try {
        new StandardWebhook(secret).verify(body, { ...headers })
        return true
      } catch {
        return false
      }
    })
  }
  expect(await verifiedBy(new Date(Date.now() + 60_000).toISOString())).toEqual([true, true])
  expect(await verifiedBy(new Date(Date.now() - 1).toISOString())).toEqual([false, true])
})

test('E3 an SM2 signature is verified by another implementation with the public key', async () => {
  const signer = messageSigner(testSm2Signer())
  const headersOf = headersBy({ sealer, signer }, 'bank-a', hook({ signing: 'sm2' }), now())
  const headers = await headersOf({ id, body, now: now() })
  const [scheme, signature = ''] = (headers['webhook-signature'] ?? '').split(',')
  expect(scheme).toBe('v1sm2')
  const { publicKey } = await signer.key()
  const spki = Buffer.from(publicKey.replaceAll(/-----[^-]+-----|\n/g, ''), 'base64')
  const text = `${id}.${headers['webhook-timestamp']}.${body}`
  const holds = (said: string) =>
    smCrypto.sm2.doVerifySignature(
      [...Buffer.from(said)],
      Buffer.from(signature, 'base64').toString('hex'),
      sm2PointOf(spki) ?? '',
      { der: true, hash: true, userId: sm2SignerId },
    )
  expect(holds(text)).toBe(true)
  expect(holds(`${text} `)).toBe(false)
})

test('E3 an ECDSA signature is verified with stock tools and the public key', async () => {
  const signer = messageSigner(testSigner())
  const headersOf = headersBy({ sealer, signer }, 'bank-a', hook({ signing: 'ecdsa-p256' }), now())
  const headers = await headersOf({ id, body, now: now() })
  const [scheme, signature = ''] = (headers['webhook-signature'] ?? '').split(',')
  expect(scheme).toBe('v1e')
  const key = createPublicKey((await signer.key()).publicKey)
  const text = Buffer.from(`${id}.${headers['webhook-timestamp']}.${body}`)
  expect(verify('sha256', text, key, Buffer.from(signature, 'base64'))).toBe(true)
})

test('H3 a secret is 256 random bits, kept sealed for its own bank, and shown by its fingerprint', async () => {
  const secret = newSecret()
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(newSecret()).not.toBe(secret)
  const kept = await sealSecret(sealer, 'bank-a', secret)
  expect(JSON.stringify(kept)).not.toContain(secret.slice(6, 40))
  expect(kept.fingerprint).toBe(fingerprintOfSecret(secret))
  expect(await openSecret(sealer, 'bank-a', kept)).toBe(secret)
  await expect(openSecret(sealer, 'bank-b', kept)).rejects.toThrow()
})
