import { createServer, type Server } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import tls from 'node:tls'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Problem } from '../domain/webhook-retry.ts'
import { type Gateway, startGateway } from '../testing/gateway.ts'
import { webhookBank } from '../testing/webhook-bank.ts'
import { deliverToBank } from '../use-cases/deliver-webhooks/on-delivery.ts'
import { webhookPost } from './post.ts'
import { type Authority, newAuthority } from './testing/authority.ts'
import { internetAtLoopback, namesGive, startTlsReceiver, type TlsReceiver } from './testing/tls-receiver.ts'

const host = 'hooks.bank.example.cn'
const lookup = namesGive('1.1.1.1')
const post = webhookPost({ loopback: false, lookup, patienceMs: 3000 })
const message = (port: number) => ({
  url: `https://${host}:${port}/hook`,
  headers: { 'webhook-id': 'x' },
  body: '{"名":1}',
})

describe('a webhook over TLS', () => {
  const standardCAs = tls.getCACertificates('default')
  const receivers: TlsReceiver[] = []
  let known: Authority
  let unknown: Authority
  let offline = () => {}
  const listen = async (...[options]: Parameters<typeof startTlsReceiver>) => {
    const receiver = await startTlsReceiver(options)
    receivers.push(receiver)
    return receiver
  }

  beforeAll(async () => {
    known = await newAuthority('An authority that this machine knows')
    unknown = await newAuthority('An authority that nobody knows')
    // As a machine trusts it: the product has no say in it.
    tls.setDefaultCACertificates([...standardCAs, known.ca])
    offline = internetAtLoopback()
  })
  afterAll(async () => {
    offline()
    tls.setDefaultCACertificates(standardCAs)
    await Promise.all(receivers.map(({ stop }) => stop()))
  })

  test('E3 H3 is posted byte for byte to the host that its certificate names', async () => {
    const receiver = await listen(await known.issue(host))
    expect(await post(message(receiver.port))).toEqual({ ms: expect.any(Number), status: 204 })
    expect(receiver.arrived).toEqual([
      {
        headers: expect.objectContaining({ host: `${host}:${receiver.port}`, connection: 'close' }),
        body: '{"名":1}',
      },
    ])
  })

  test('H3 the address that was judged is the one connected to: a name that turns inward gains nothing', async () => {
    const receiver = await listen(await known.issue(host))
    const answers = ['1.1.1.1', '127.0.0.1', '1.1.1.1', '10.0.0.5']
    const asked: string[] = []
    const turning = webhookPost({
      loopback: false,
      lookup: (name, options, done) => {
        asked.push(name)
        namesGive(answers[asked.length - 1] ?? '')(name, options, done)
      },
    })
    const outcomes = []
    for (const _ of answers) outcomes.push(await turning(message(receiver.port)))
    const [delivered, kept] = [{ status: 204 }, { problem: 'address-refused' }]
    expect(outcomes).toMatchObject([delivered, kept, delivered, kept])
    expect(receiver.arrived).toHaveLength(2)
    // Nobody asks a second time between the look and the connection.
    expect(asked).toEqual([host, host, host, host])
  })

  const refused = async (problem: Problem, ...options: Parameters<typeof startTlsReceiver>) => {
    const receiver = await listen(...options)
    expect(await post(message(receiver.port))).toEqual({ ms: expect.any(Number), problem })
    expect(receiver.arrived).toEqual([])
  }

  test('H3 is not posted where an unknown authority vouches for the host', async () =>
    refused('certificate-untrusted', await unknown.issue(host)))
  test('H3 is not posted to another host than the certificate names', async () =>
    refused('certificate-name', await known.issue('hooks.bank2.example.cn')))
  test('H3 is not posted to a host whose certificate has expired', async () =>
    refused('certificate-expired', await known.issue(host, -1)))

  test('H3 is not posted over TLS 1.1, whatever this process allows elsewhere', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    const usual = { DEFAULT_MIN_VERSION: tls.DEFAULT_MIN_VERSION, DEFAULT_CIPHERS: tls.DEFAULT_CIPHERS }
    Object.assign(tls, { DEFAULT_MIN_VERSION: old.minVersion, DEFAULT_CIPHERS: old.ciphers })
    try {
      await refused('tls', { ...(await known.issue(host)), ...old })
    } finally {
      Object.assign(tls, usual)
    }
  })

  test('H3 no variable of the environment opens what a certificate closes', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    try {
      await refused('certificate-untrusted', await unknown.issue(host))
    } finally {
      delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    }
  })

  test('E3 H3 a redirect is not followed, not even to a host as good', async () => {
    const certificate = await known.issue(host)
    const [first, second] = [await listen(certificate), await listen(certificate)]
    first.answer = response => response.writeHead(307, { location: message(second.port).url }).end()
    expect(await post(message(first.port))).toMatchObject({ status: 307 })
    expect(second.arrived).toEqual([])
  })

  test('E3 a slow receiver is cut at the limit: no handshake, no answer, an answer byte by byte', async () => {
    const hurried = webhookPost({ loopback: false, lookup, patienceMs: 400 })
    const silent: Server = createServer(socket => socket.on('error', () => {}))
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const silentPort = typeof address === 'object' && address ? address.port : 0
    const receiver = await listen(await known.issue(host))
    let dripping: NodeJS.Timeout | undefined
    const cut = async (port: number) => {
      const outcome = await hurried(message(port))
      expect(outcome).toMatchObject({ problem: 'timeout' })
      expect(outcome.ms).toBeGreaterThan(300)
      expect(outcome.ms).toBeLessThan(1500)
    }
    try {
      await cut(silentPort)
      receiver.answer = () => undefined
      await cut(receiver.port)
      receiver.answer = ({ socket }) => {
        const head = [...'HTTP/1.1 200 OK\r\nx-very-slow: ', ...'a'.repeat(1000)]
        dripping = setInterval(() => socket?.write(head.shift() ?? 'a'), 20)
        socket?.once('close', () => clearInterval(dripping))
      }
      await cut(receiver.port)
    } finally {
      clearInterval(dripping)
      silent.close()
    }
  })

  test('E3 an answer that is none ends the attempt: switch of protocols, no HTTP, cut off', async () => {
    const receiver = await listen(await known.issue(host))
    for (const said of [
      'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n',
      'hello\r\n\r\n',
      '',
    ]) {
      receiver.answer = ({ socket }) => void socket?.end(said)
      expect(await post(message(receiver.port)), said).toMatchObject({ problem: 'connection' })
    }
  })

  describe('at the gateway', () => {
    let g: Gateway
    beforeAll(async () => {
      g = await startGateway()
    })
    afterAll(async () => await g?.stop())
    const join = async (bankId: string, url: string) => {
      const bank = await webhookBank(g, bankId, { url })
      const webhooks = { ...g.deps.webhooks, post }
      const log = {
        ...g.deps.log,
        ...Object.fromEntries(['info', 'warn', 'error'].map(level => [level, noted])),
      }
      const lines: string[] = []
      function noted(...said: unknown[]) {
        lines.push(JSON.stringify(said))
      }
      return {
        ...bank,
        lines,
        deliver: async () => await deliverToBank(bankId, { ...g.deps, log, webhooks }),
      }
    }

    test('E3 a certificate that is refused counts as a failure, says why and no more; renewed, the message comes', async () => {
      const receiver = await listen(await unknown.issue(host))
      const { url } = message(receiver.port)
      const b = await join('tls-bank', url)
      await b.push('A-tls')
      await b.deliver()
      const standing = await b.standing()
      expect(standing).toMatchObject({
        url,
        state: 'active',
        problem: '证书不是公共机构签发，或缺少中间证书',
        failingSince: expect.any(String),
        nextAttemptAt: '2026-03-31T02:00:05.000Z',
      })
      const told = JSON.stringify([{ ...standing, url: '' }, b.lines])
      for (const secret of ['1.1.1.1', '127.0.0.1', String(receiver.port), host, 'authority', 'CERT', 'self'])
        expect(told).not.toContain(secret)
      expect(receiver.arrived).toEqual([])

      receiver.renew(await known.issue(host))
      await sleep(5100)
      await b.deliver()
      const [one] = receiver.arrived
      const at = new Date(Number(one?.headers['webhook-timestamp']) * 1000)
      const signature = new StandardWebhook(b.secret).sign(
        String(one?.headers['webhook-id']),
        at,
        one?.body ?? '',
      )
      expect(one?.headers['webhook-signature']).toBe(signature)
      expect(await b.standing()).not.toHaveProperty('problem')
      await b.receiver.stop()
    })
  })
})
