import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { Agent, createServer } from 'node:https'
import type { AddressInfo, LookupFunction } from 'node:net'
import type { TlsOptions } from 'node:tls'
import { vi } from 'vitest'
import type { Certificate } from './authority.ts'

type Arrived = { readonly headers: IncomingHttpHeaders; readonly body: string }
type Answer = (response: ServerResponse) => void

/** A bank's endpoint behind TLS; `answer` and the certificate may be changed at any time. */
export const startTlsReceiver = async (options: TlsOptions & Certificate) => {
  const arrived: Arrived[] = []
  const receiver = {
    arrived,
    answer: (response => response.writeHead(204).end()) as Answer,
    port: 0,
    renew: (certificate: Certificate) => server.setSecureContext(certificate),
    stop: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
  const server = createServer(options, (request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.once('end', () => {
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
      receiver.answer(response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  receiver.port = (server.address() as AddressInfo).port
  return receiver
}
export type TlsReceiver = Awaited<ReturnType<typeof startTlsReceiver>>

/** Every guard looks at the address that the name gives, and only then the packets turn to this machine. */
const turned =
  (guarded: LookupFunction): LookupFunction =>
  (host, options, done) =>
    guarded(host, options, (error, found, family) => {
      if (error) return done(error, found, family)
      return options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)
    })

type Create = (options: { lookup?: LookupFunction }, done: unknown) => unknown

/** The open internet ends at loopback until the answer is called: the product itself has no opening for a test. */
export const internetAtLoopback = (): (() => void) => {
  const agent = Agent.prototype as unknown as { createConnection: Create }
  const create = agent.createConnection
  const spy = vi.spyOn(agent, 'createConnection').mockImplementation(function (this: unknown, options, done) {
    if (!options.lookup) throw new Error('a connection without a guarded lookup')
    return create.call(this, { ...options, lookup: turned(options.lookup) }, done)
  })
  return () => spy.mockRestore()
}

/** Each name has these addresses, of the open internet unless others are given. */
export const namesGive =
  (...addresses: readonly string[]): LookupFunction =>
  (_host, options, done) => {
    const all = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
    return options.all ? done(null, all) : done(null, all[0]?.address ?? '', all[0]?.family)
  }
