import type { IncomingMessage, ServerResponse } from 'node:http'
import { Provider } from 'oidc-provider'
import { type Identity, identityOf } from '../identities.ts'
import { configurationOf } from './configuration.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { signInPage } from './pages.ts'

const mount = '/oidc'

const formOf = async (request: IncomingMessage): Promise<URLSearchParams> => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'))
}

export type Issuer = {
  /** Answers what is under /oidc; false when the request is for somebody else. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => boolean
}

/** The development issuer: a real OIDC server whose callers are made up (A2). */
export const makeIssuer = (options: {
  readonly keys: IssuerKeys
  readonly baseUrl: string
  readonly audience: string
  /** Regions whose supervisors the sign-in page offers. */
  readonly consoleRegions: readonly string[]
  readonly log: (line: string) => void
}): Issuer => {
  const { keys, baseUrl, audience, consoleRegions, log } = options
  const provider = new Provider(`${baseUrl}${mount}`, configurationOf(keys, baseUrl, audience))
  provider.on('server_error', (_context, error) => log(`登录服务出错：${String(error)}`))
  const callback = provider.callback()
  const people: readonly Identity[] = consoleRegions.flatMap(
    region => identityOf(`supervisor-${region}`) ?? [],
  )

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { uid } = await provider.interactionDetails(request, response)
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      response.end(signInPage(uid, people))
      return
    }
    const account = (await formOf(request)).get('account') ?? ''
    if (!people.some(person => person.sub === account)) {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' })
      response.end('没有这个身份')
      return
    }
    const result = { login: { accountId: account } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }

  return {
    handle: (request, response) => {
      const { url = '/' } = request
      if (url !== mount && !url.startsWith(`${mount}/`)) return false
      if (url.startsWith(`${mount}/sign-in/`)) {
        signIn(request, response).catch(() => {
          response.writeHead(302, { location: '/reports/' }).end()
        })
        return true
      }
      // The provider learns where it is mounted by comparing both.
      Object.assign(request, { originalUrl: url })
      request.url = url.slice(mount.length) || '/'
      callback(request, response)
      return true
    },
  }
}
