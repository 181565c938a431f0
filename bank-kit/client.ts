import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

export type Json = { readonly [field: string]: unknown }

/** An answer with its bytes, so that a replay can be compared with the first. */
export type Reply = {
  readonly status: number
  readonly text: string
  /** Empty when the answer is no JSON object. */
  readonly body: Json
}

/** Where the platform is and who calls: all that a bank is given. */
export type Access = {
  readonly baseUrl: string
  readonly clientId: string
  readonly secret: string
  /** `<baseUrl>/oidc/token` unless the province names another. */
  readonly tokenUrl?: string | undefined
}

/** The platform as one bank calls it. */
export type Bank = {
  readonly get: (path: string) => Promise<Reply>
  readonly put: (path: string, body: unknown) => Promise<Reply>
  /** With a key of its own unless one is given; `null` sends none. */
  readonly post: (path: string, body: unknown, key?: string | null) => Promise<Reply>
  /** A call with any token, or none. */
  readonly bare: (method: string, path: string, token?: string) => Promise<Reply>
}

const objectIn = (text: string): Json => {
  try {
    const read: unknown = JSON.parse(text)
    return read !== null && typeof read === 'object' ? (read as Json) : {}
  } catch {
    return {}
  }
}

const replyOf = async (answer: Response): Promise<Reply> => {
  const text = await answer.text()
  return { status: answer.status, text, body: objectIn(text) }
}

/** A platform that is not there is named, with what the network said. */
const reached = async (url: string, request: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, request)
  } catch (error) {
    const { code, message } = ((error as Error).cause ?? error) as NodeJS.ErrnoException
    throw new Error(`连接不上 ${new URL(url).origin}（${code ?? message}）：请核对 --base-url 与网络。`)
  }
}

const tokenFrom = async ({ baseUrl, clientId, secret, tokenUrl }: Access): Promise<Json> => {
  const answer = await reached(tokenUrl ?? `${baseUrl}/oidc/token`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`,
    },
    body: 'grant_type=client_credentials',
  })
  const reply = await replyOf(answer)
  if (typeof reply.body['access_token'] !== 'string')
    throw new Error(`没有取得令牌（${reply.status}）：请核对 --client、--secret 与 --base-url。`)
  return reply.body
}

const tries = 6

/** A busy answer is asked again with the same key; waiting doubles each time. */
const calling = (baseUrl: string, tokenOf: () => Promise<string>) => {
  const once = async (method: string, path: string, body: unknown, key: string | null): Promise<Reply> =>
    await replyOf(
      await reached(`${baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await tokenOf()}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key === null ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  return async (method: string, path: string, body?: unknown, key: string | null = null): Promise<Reply> => {
    for (let attempt = 1; ; attempt += 1) {
      const reply = await once(method, path, body, key)
      if ((reply.status < 500 && reply.status !== 429) || attempt === tries) return reply
      await sleep(200 * 2 ** attempt)
    }
  }
}

/** A bank's client over the public interface; the token is fetched when it is needed and renewed in time. */
export const connect = (access: Access): Bank => {
  const baseUrl = access.baseUrl.replace(/\/+$/, '')
  let held: { readonly token: string; readonly until: number } | undefined
  const tokenOf = async (): Promise<string> => {
    if (held && held.until > Date.now()) return held.token
    const { access_token, expires_in } = await tokenFrom({ ...access, baseUrl })
    held = { token: String(access_token), until: Date.now() + (Number(expires_in ?? 300) - 30) * 1000 }
    return held.token
  }
  const call = calling(baseUrl, tokenOf)
  return {
    get: path => call('GET', path),
    put: (path, body) => call('PUT', path, body),
    post: (path, body, key = randomUUID()) => call('POST', path, body, key),
    bare: async (method, path, token) =>
      await replyOf(
        await reached(`${baseUrl}${path}`, {
          method,
          headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
        }),
      ),
  }
}

/** Today in Beijing, as every day in the interface is. */
export const beijingDay = (at: number = Date.now()): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 10)
