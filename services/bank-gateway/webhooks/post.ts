import { lookup as systemLookup } from 'node:dns'
import { Agent, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { RequestFilteringHttpsAgent } from 'request-filtering-agent'
import type { Attempt, Problem } from '../domain/webhook-retry.ts'
import { isPublicAddress, urlFault } from './address.ts'

export type Post = (message: {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}) => Promise<Attempt>

/** From the first packet to the end of the answer. */
const patienceMs = 15_000
const mostAnswerBytes = 16_384

const notPublic = 'ERR_ADDRESS_NOT_PUBLIC'

/** Looks at every address in the moment of connecting: a name that changes its mind in between gains nothing. */
const guarded =
  (lookup: LookupFunction): LookupFunction =>
  (host, options, done) =>
    lookup(host, { ...options, all: true }, (error, found, family) => {
      if (error) return done(error, '', 0)
      const addresses = Array.isArray(found) ? found : [{ address: found, family: family ?? 4 }]
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
        return done(Object.assign(new Error('not a public address'), { code: notPublic }), '', 0)
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })

/** Node's and OpenSSL's names for what stands against a certificate, then for everything else of the handshake. */
const tlsProblems: readonly (readonly [Problem, RegExp])[] = [
  ['certificate-expired', /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/],
  ['certificate-name', /^ERR_TLS_CERT_ALTNAME/],
  ['certificate-untrusted', /SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|INVALID_CA|INVALID_PURPOSE/],
  ['tls', /CERT|TLS|SSL|EPROTO|VERIFY/],
]

const problemBehind = (error: NodeJS.ErrnoException, timedOut: boolean): Problem => {
  const code = error.code ?? ''
  if (timedOut || code === 'ETIMEDOUT') return 'timeout'
  // The agent has a guard of its own, which knows no code.
  if (code === notPublic || /is not allowed\. Because/.test(error.message)) return 'address-refused'
  if (/^(ENOTFOUND|EAI_)/.test(code)) return 'name-not-found'
  return tlsProblems.find(([, codes]) => codes.test(code))?.[0] ?? 'connection'
}

/** Said here, so that neither a flag nor a variable of the environment lets less through. */
const strictTls = { minVersion: 'TLSv1.2', rejectUnauthorized: true } as const

/** Reads a little of the answer, so that a polite receiver may finish, and lets go. */
const readLittle = (response: IncomingMessage, end: () => void): void => {
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostAnswerBytes) response.destroy()
  })
  response.once('close', end)
  response.once('error', end)
}

/** Posts once: no redirect is followed, no connection kept, no private address reached (SSRF). */
export const webhookPost =
  (given: {
    readonly loopback: boolean
    readonly lookup?: LookupFunction
    readonly patienceMs?: number
  }): Post =>
  async ({ url, headers, body }) => {
    const started = performance.now()
    const ms = () => Math.round(performance.now() - started)
    if (urlFault(url, given.loopback) !== undefined) return { ms: ms(), problem: 'address-refused' }
    const target = new URL(url)
    const signal = AbortSignal.timeout(given.patienceMs ?? patienceMs)
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      signal,
    }
    return await new Promise<Attempt>(resolve => {
      let headSeen = false
      const answered = (response: IncomingMessage) => {
        headSeen = true
        const { statusCode: status = 0, headers } = response
        const retryAfter = headers['retry-after']
        const end = () => resolve({ ms: ms(), status, ...(retryAfter ? { retryAfter } : {}) })
        readLittle(response, end)
        // The head of the answer counts, whatever becomes of its body.
        request.once('error', end)
      }
      const request =
        target.protocol === 'https:'
          ? tlsRequest(
              target,
              {
                ...options,
                ...strictTls,
                agent: new RequestFilteringHttpsAgent({ keepAlive: false }),
                lookup: guarded(given.lookup ?? (systemLookup as LookupFunction)),
              },
              answered,
            )
          : plainRequest(target, { ...options, agent: new Agent({ keepAlive: false }) }, answered)
      request.on('error', error => {
        if (!headSeen) resolve({ ms: ms(), problem: problemBehind(error, signal.aborted) })
      })
      // A switch of protocols ends with neither answer nor error.
      request.once('close', () => {
        if (!headSeen) resolve({ ms: ms(), problem: 'connection' })
      })
      request.end(body)
    })
  }
