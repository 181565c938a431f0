import type { LookupFunction } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type Receiver, startReceiver } from '../testing/webhooks.ts'
import { webhookPost } from './post.ts'

let receiver: Receiver | undefined
afterEach(async () => {
  await receiver?.stop()
  receiver = undefined
})

const message = (url: string) => ({ url, headers: { 'webhook-id': 'x' }, body: '{"名":1}' })

test('E3 posts the body as it is and says what the receiver answered', async () => {
  receiver = await startReceiver((response, { body }) =>
    response.writeHead(body === '{"名":1}' ? 202 : 400, { 'retry-after': '7' }).end('noted'),
  )
  const outcome = await webhookPost({ loopback: true })(message(receiver.url))
  expect(outcome).toEqual({ ms: expect.any(Number), status: 202, retryAfter: '7' })
  expect(receiver.arrived[0]?.headers).toMatchObject({ 'webhook-id': 'x', connection: 'close' })
})

test('E3 a redirect is not followed', async () => {
  const elsewhere = await startReceiver()
  receiver = await startReceiver(response => response.writeHead(307, { location: elsewhere.url }).end())
  expect(await webhookPost({ loopback: true })(message(receiver.url))).toMatchObject({ status: 307 })
  expect(elsewhere.arrived).toEqual([])
  await elsewhere.stop()
})

test('E3 silence ends after the time allowed, before and after the head of the answer', async () => {
  receiver = await startReceiver(() => undefined)
  const post = webhookPost({ loopback: true, patienceMs: 150 })
  expect(await post(message(receiver.url))).toMatchObject({ problem: 'timeout' })
  receiver.answer = response => void response.writeHead(200).write('a')
  expect(await post(message(receiver.url))).toMatchObject({ status: 200 })
})

test('H3 no more than a little of an endless answer is read', async () => {
  let written = 0
  receiver = await startReceiver(response => {
    response.writeHead(200)
    const chunk = Buffer.alloc(16_384)
    const more = () => {
      while (!response.destroyed && written < 100_000_000 && response.write(chunk)) written += chunk.length
    }
    response.on('drain', more)
    more()
  })
  const outcome = await webhookPost({ loopback: true })(message(receiver.url))
  expect(outcome).toMatchObject({ status: 200 })
  expect(outcome.ms).toBeLessThan(5000)
  expect(written).toBeLessThan(20_000_000)
})

test('E3 nobody listening is no answer', async () => {
  receiver = await startReceiver()
  const { url } = receiver
  await receiver.stop()
  receiver = undefined
  expect(await webhookPost({ loopback: true })(message(url))).toMatchObject({ problem: 'connection' })
})

const resolvingTo =
  (...addresses: string[]): LookupFunction =>
  (_host, options, done) => {
    const all = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
    if (options.all) done(null, all)
    else done(null, all[0]?.address ?? '', all[0]?.family ?? 4)
  }

test.each([
  ['127.0.0.1'],
  ['10.0.0.5'],
  ['169.254.169.254'],
  ['100.64.0.1'],
  ['0.0.0.0'],
  ['::1'],
  ['fd00:ec2::254'],
  ['fe80::1'],
  ['::ffff:10.0.0.5'],
  ['64:ff9b::a9fe:a9fe'],
  ['2002:a9fe:a9fe::1'],
  ['fe80::1%eth0'],
  ['2400:3200::1%eth0'],
  ['2130706433'],
  [''],
])('H3 a name that resolves to %s is not connected to', async address => {
  const post = webhookPost({ loopback: true, lookup: resolvingTo(address), patienceMs: 2000 })
  expect(await post(message('https://hooks.bank.example.cn/'))).toMatchObject({ problem: 'address-refused' })
})

test('H3 one private address among public ones is enough to refuse', async () => {
  const post = webhookPost({ loopback: true, lookup: resolvingTo('1.1.1.1', '10.0.0.5'), patienceMs: 2000 })
  expect(await post(message('https://hooks.bank.example.cn/'))).toMatchObject({ problem: 'address-refused' })
})

test('H3 what was registered before a rule became stricter is looked at again', async () => {
  receiver = await startReceiver()
  expect(await webhookPost({ loopback: false })(message(receiver.url))).toMatchObject({
    problem: 'address-refused',
  })
  expect(receiver.arrived).toEqual([])
})

test('E3 a name that nobody knows is told apart', async () => {
  const unknown: LookupFunction = (_host, _options, done) =>
    done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), '', 0)
  const post = webhookPost({ loopback: false, lookup: unknown })
  expect(await post(message('https://hooks.bank.example.cn/'))).toMatchObject({ problem: 'name-not-found' })
})
