import { createServer, type IncomingHttpHeaders } from 'node:http'
import smCrypto from 'sm-crypto'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api } from '#infra/local/demo/api.ts'
import { sm2PointOf, sm2SignerId } from '#shared/keys/sm2.ts'
import { eventually, startedStack } from '../support/started.ts'
import { declaredCase, passReview, recommendAndPush, withBanks } from '../support/story.ts'

type Arrived = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** A bank's endpoint. */
const endpoint = async () => {
  const arrived: Arrived[] = []
  const state = { status: 200 }
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      response.writeHead(state.status).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { arrived, state, server, url: `http://127.0.0.1:${port}/rongxie` }
}

let running: Awaited<ReturnType<typeof startedStack>>
let api: Api
let icbc: Awaited<ReturnType<typeof endpoint>>
let abc: Awaited<ReturnType<typeof endpoint>>
beforeAll(async () => {
  running = await startedStack('511702', 'webhook', 'sm2')
  api = running.api
  ;[icbc, abc] = [await endpoint(), await endpoint()]
  await api.as('task-force-511702').put('/matching/v1/policies/511702', { profile: 'xinyang' })
  await withBanks(api, ['icbc', 'abc'])
})
afterAll(async () => {
  for (const { server } of [icbc, abc]) server.close()
  await running.stop()
})

const deliver = async () => {
  await running.stack.settled()
  await running.stack.runtime.runSchedule('deliver-webhooks')
  await running.stack.settled()
}
const pushed = async (number: number, banks: readonly string[]) => {
  const { applicationId } = await declaredCase(api, number, banks)
  await passReview(api, applicationId)
  await recommendAndPush(api, [applicationId])
  return applicationId
}
const taken = async (bank: string, step: string) =>
  (await api.as(`bank-${bank}`).post('/bank/v1/referrals/receive', { max: 10 }, step)).body['messages']

test('E3 one push reaches one bank by shared secret and the other by SM2, and neither a second time', async () => {
  const first = await api.as('bank-icbc').put('/bank/v1/webhook', { url: icbc.url })
  expect(first.status).toBe(200)
  await api.as('bank-abc').put('/bank/v1/webhook', { url: abc.url, signing: 'sm2' })
  const applicationId = await pushed(1, ['icbc', 'abc'])
  await deliver()

  const [symmetric, ...others] = icbc.arrived
  expect(others).toEqual([])
  const event = new StandardWebhook(String(first.body['secret'])).verify(symmetric?.body ?? '', {
    ...symmetric?.headers,
  } as Record<string, string>) as { id: string; data: { applicationId: string } }
  expect(event.data.applicationId).toBe(applicationId)
  expect(event.id).toBe(symmetric?.headers['webhook-id'])

  const { keys } = (await api.as('bank-abc').get('/bank/v1/webhook-keys')).body as {
    keys: { publicKey: string; scheme: string }[]
  }
  const spki = Buffer.from((keys[0]?.publicKey ?? '').replaceAll(/-----[^-]+-----|\n/g, ''), 'base64')
  const [asymmetric] = abc.arrived
  const { headers, body } = asymmetric ?? { headers: {}, body: '' }
  const [scheme, signature = ''] = String(headers['webhook-signature']).split(',')
  expect(scheme).toBe(keys[0]?.scheme)
  expect(
    smCrypto.sm2.doVerifySignature(
      [...Buffer.from(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)],
      Buffer.from(signature, 'base64').toString('hex'),
      sm2PointOf(spki) ?? '',
      { der: true, hash: true, userId: sm2SignerId },
    ),
  ).toBe(true)

  for (const bank of ['icbc', 'abc']) expect(await taken(bank, 'after')).toEqual([])
  await deliver()
  expect([icbc.arrived.length, abc.arrived.length]).toEqual([1, 1])
})

test('E3 E7 an endpoint that fails for five days is switched off; enabled again, a replay brings what it missed', async () => {
  icbc.state.status = 500
  const applicationId = await pushed(2, ['icbc'])
  await deliver()
  const standing = async () => (await api.as('bank-icbc').get('/bank/v1/webhook')).body
  expect(await standing()).toMatchObject({ state: 'active', failingSince: expect.any(String) })

  running.stack.runtime.putClockForward(5 * 86_400_000 + 60_000)
  const again = async (step: string) => {
    const { messages } = (await api.as('bank-icbc').get('/bank/v1/messages')).body as {
      messages: { cursor: string; event: { data: { applicationId: string } } }[]
    }
    expect(messages.map(({ event }) => event.data.applicationId)).toContain(applicationId)
    await api.as('bank-icbc').post('/bank/v1/webhook/replays', { after: messages[0]?.cursor }, step)
  }
  await again('replay 1')
  await deliver()
  expect(await standing()).toMatchObject({
    state: 'disabled',
    disabled: { reason: expect.stringContaining('500') },
  })

  icbc.state.status = 200
  icbc.arrived.length = 0
  await deliver()
  expect(icbc.arrived).toEqual([])
  await api.as('bank-icbc').post('/bank/v1/webhook/enable', {}, 'enable')
  await again('replay 2')
  await eventually(
    async () => {
      await deliver()
      return await api.as('bank-icbc').get('/bank/v1/webhook')
    },
    () => icbc.arrived.length > 0,
  )
  expect(JSON.parse(icbc.arrived[0]?.body ?? '{}').data.applicationId).toBe(applicationId)
  expect(await standing()).not.toHaveProperty('failingSince')
})
