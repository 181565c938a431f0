import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Gateway, otherBank, startGateway } from './testing/gateway.ts'
import { type WebhookBank, webhookBank } from './testing/webhook-bank.ts'
import { wakeDeliveries } from './use-cases/deliver-webhooks/on-schedule.ts'

let g: Gateway
const banks: WebhookBank[] = []
const join = async (bankId: string, more: object = {}) => {
  const one = await webhookBank(g, bankId, more)
  banks.push(one)
  return one
}
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => {
  await Promise.all(banks.map(({ receiver }) => receiver.stop()))
  await g?.stop()
})

test('E3 H3 the secret is shown in the answer that made it, and nowhere else', async () => {
  const b = await join('secret-bank')
  expect(b.secret).toMatch(/^whsec_/)
  expect((await b.set()).body).not.toHaveProperty('secret')
  const standing = await b.standing()
  expect(standing).toMatchObject({ url: b.receiver.url, signing: 'symmetric', state: 'active' })
  expect(standing.secrets).toEqual([{ fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) }])

  const rotated = await b.call('POST', 'webhook/secret-rotation', { overlapHours: 2 }, 'turn-1')
  expect(rotated.body.secret).toMatch(/^whsec_/)
  expect(rotated.body.secret).not.toBe(b.secret)
  // A lost answer is had again by the same key, byte for byte; no other question tells it.
  const again = await b.call('POST', 'webhook/secret-rotation', { overlapHours: 2 }, 'turn-1')
  expect(again.text).toBe(rotated.text)
  expect((await b.standing()).secrets).toEqual([
    { fingerprint: expect.any(String) },
    { fingerprint: standing.secrets[0].fingerprint, validUntil: '2026-03-31T04:00:00.000Z' },
  ])

  await b.push('A-secret')
  await b.deliver()
  const told = JSON.stringify([
    await b.standing(),
    b.lines,
    await g.store.table.read('webhook', b.bankId),
    b.receiver.arrived,
  ])
  for (const secret of [b.secret, rotated.body.secret]) expect(told).not.toContain(secret.slice(6))
})

test('E3 a webhook is the bank’s own, and unset it is not found', async () => {
  const b = await join('own-bank')
  expect((await g.http.call(otherBank, 'GET', '/bank/v1/webhook')).body).toMatchObject({
    status: 404,
    code: 'webhook-not-set',
  })
  for (const path of ['test', 'enable', 'secret-rotation'])
    expect((await g.http.call(otherBank, 'POST', `/bank/v1/webhook/${path}`, {})).status).toBe(404)
  const taskForce = { sub: 'tf', role: 'task-force', region: '511702' }
  expect((await g.http.call(taskForce, 'GET', '/bank/v1/webhook')).status).toBe(403)
  expect(await b.standing()).toMatchObject({ state: 'active' })
})

test('H3 an address inside is refused in Chinese with its field; unknown fields too', async () => {
  const b = await join('field-bank')
  for (const url of [
    'http://hooks.bank.example.cn/',
    'https://10.0.0.1/',
    'https://localhost/',
    'https://0x7f.1/',
  ]) {
    const { body } = await b.call('PUT', 'webhook', { url })
    expect(body).toMatchObject({ status: 422, code: 'webhook-url-refused', errors: [{ pointer: '/url' }] })
    expect(body.detail).toMatch(/\p{Script=Han}/u)
  }
  expect((await b.call('PUT', 'webhook', { url: `https://a.cn/${'x'.repeat(500)}` })).status).toBe(422)
  expect((await b.call('PUT', 'webhook', { url: 'https://a.cn/', secret: 'mine' })).status).toBe(422)
  expect((await b.call('PUT', 'webhook', { url: 'https://a.cn/', signing: 'sm2' })).body).toMatchObject({
    code: 'signing-unavailable',
  })
  expect((await b.call('POST', 'webhook/secret-rotation', { overlapHours: 169 })).status).toBe(422)
})

test('E3 a ping is signed and guarded like every message and says what came of it', async () => {
  const b = await join('ping-bank')
  const sent = await b.call('POST', 'webhook/test', {})
  expect(sent.body).toMatchObject({ delivered: true, status: 204 })
  const [{ headers, body } = { headers: {}, body: '' }] = b.receiver.arrived
  expect(JSON.parse(body)).toMatchObject({ id: sent.body.webhookId, data: { bankId: 'ping-bank' } })
  const at = new Date(Number(headers['webhook-timestamp']) * 1000)
  expect(headers['webhook-signature']).toBe(
    new StandardWebhook(b.secret).sign(String(headers['webhook-id']), at, body),
  )
  b.receiver.answer = response => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()
  expect((await b.call('POST', 'webhook/test', {})).body).toMatchObject({
    delivered: false,
    status: 302,
    problem: expect.stringContaining('转址'),
  })
  b.receiver.answer = () => undefined
  const silent = (await b.call('POST', 'webhook/test', {})).body
  expect(silent).toMatchObject({ delivered: false, problem: expect.stringContaining('15 秒') })
  expect(silent).not.toHaveProperty('status')
})

test('E3 an asymmetric webhook has no secret, and its public key is shown', async () => {
  const b = await join('key-bank', { signing: 'ecdsa-p256' })
  expect(b.secret).toBeUndefined()
  const { body } = await b.call('GET', 'webhook-keys')
  expect(body.keys).toEqual([
    {
      keyId: expect.stringMatching(/^[0-9a-f]{16}$/),
      signing: 'ecdsa-p256',
      algorithm: 'ECDSA_SHA_256',
      scheme: 'v1e',
      publicKey: expect.stringContaining('BEGIN PUBLIC KEY'),
    },
  ])
  await b.call('POST', 'webhook/test', {})
  expect(b.receiver.arrived[0]?.headers['webhook-signature']).toMatch(/^v1e,[A-Za-z0-9+/=]+$/)
  expect((await b.call('POST', 'webhook/secret-rotation', {})).body).toMatchObject({ code: 'no-secret' })
})

test('E3 the clock wakes every active webhook, and no other', async () => {
  const b = await join('clock-bank')
  const still = await join('still-bank', { paused: true })
  for (const { bankId } of banks) await g.http.refreshViews('webhook', bankId)
  g.woken.length = 0
  await wakeDeliveries(g.deps)
  const woken = g.woken.flatMap(({ bankIds }) => bankIds)
  expect(woken).toContain(b.bankId)
  expect(woken).not.toContain(still.bankId)
  await still.push('A-still')
  await still.deliver()
  expect(still.receiver.arrived).toEqual([])
  expect((await g.receive(still.as)).body.messages).toHaveLength(1)
})

test('E3 ten banks that the queue does not take are not the loss of those behind them', async () => {
  const woken: string[] = []
  const pages = [['away-a', 'away-b'], ['here']]
  const list = async ({ cursor }: { readonly cursor?: string | undefined }) => {
    const at = Number(cursor ?? 0)
    const items = (pages[at] ?? []).map(bankId => ({ bankId }))
    return at + 1 < pages.length ? { items, nextCursor: String(at + 1) } : { items }
  }
  const wake = async (bankIds: readonly string[]) => {
    if (bankIds.includes('away-a')) throw new Error('queue did not take a message')
    woken.push(...bankIds)
  }
  const deps = { ...g.deps, table: { ...g.deps.table, list }, deliveries: { wake } }
  await expect(wakeDeliveries(deps)).rejects.toThrow('1 tens')
  expect(woken).toEqual(['here'])
})
