import { setTimeout as sleep } from 'node:timers/promises'
import { sha256 } from '#shared/domain/canonical.ts'

/** One row's answer of a bulk call. */
export type RowAnswer = {
  readonly index: number
  readonly status: number
  readonly id?: string
  readonly result?: Record<string, unknown>
  readonly problem?: Problem
}

export type Problem = {
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
}

export type Reply = { readonly status: number; readonly body: Record<string, unknown> }

/** A caller of the API with a token of its own. Keys follow from the run, so that a rerun repeats and never doubles. */
export type Client = {
  readonly get: (path: string) => Promise<Reply>
  readonly put: (path: string, body: unknown) => Promise<Reply>
  readonly post: (path: string, body: unknown, step: string) => Promise<Reply>
  readonly postAll: (path: string, items: readonly unknown[], step: string) => Promise<readonly RowAnswer[]>
}

export type Api = {
  readonly baseUrl: string
  readonly as: (clientId: string) => Client
  readonly token: (clientId: string) => Promise<string>
}

/** Refusals are answers; anything else that is not a success ends the demo with its text. */
class Unexpected extends Error {}

const rowsPerCall = 200

const mapLimited = async <T, R>(
  items: readonly T[],
  limit: number,
  run: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: Math.min(limit, items.length) }, async () => {
      while (next < items.length) {
        const index = next
        next += 1
        results[index] = await run(items[index] as T)
      }
    }),
  )
  return results
}

export { mapLimited }

/** The API as its callers see it: tokens from the issuer, HTTPS paths, Idempotency-Key on every POST. */
export const connect = (baseUrl: string, runId: string): Api => {
  const tokens = new Map<string, { token: Promise<string>; until: number }>()

  const token = async (clientId: string): Promise<string> => {
    const held = tokens.get(clientId)
    if (held && held.until > Date.now()) return await held.token
    const fresh = (async () => {
      const answer = await fetch(`${baseUrl}/oidc/token`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          authorization: `Basic ${Buffer.from(`${clientId}:rongxie-local`).toString('base64')}`,
        },
        body: 'grant_type=client_credentials',
      })
      const body = (await answer.json()) as { access_token?: string }
      if (!body.access_token) throw new Unexpected(`没有取得 ${clientId} 的令牌：${JSON.stringify(body)}`)
      return body.access_token
    })()
    tokens.set(clientId, { token: fresh, until: Date.now() + 50 * 60_000 })
    return await fresh
  }

  const call = async (
    clientId: string,
    method: string,
    path: string,
    body?: unknown,
    key?: string,
  ): Promise<Reply> => {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await token(clientId)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const reply = { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
      // A busy answer is tried again with the same key, as the API asks its callers to do.
      if (answer.status < 500) return reply
      if (attempt === 6)
        throw new Unexpected(`${method} ${path} → ${answer.status} ${JSON.stringify(reply.body)}`)
      await sleep(200 * 2 ** attempt)
    }
  }

  const keyOf = (clientId: string, step: string): string =>
    `demo-${sha256(`${runId}\n${clientId}\n${step}`).slice(0, 40)}`

  const as = (clientId: string): Client => ({
    get: path => call(clientId, 'GET', path),
    put: (path, body) => call(clientId, 'PUT', path, body),
    post: (path, body, step) => call(clientId, 'POST', path, body, keyOf(clientId, step)),
    postAll: async (path, items, step) => {
      const chunks = Array.from({ length: Math.ceil(items.length / rowsPerCall) }, (_, chunk) =>
        items.slice(chunk * rowsPerCall, (chunk + 1) * rowsPerCall),
      )
      const answers = await mapLimited(
        chunks.map((chunk, number) => ({ chunk, number })),
        2,
        async ({ chunk, number }) => {
          const reply = await call(
            clientId,
            'POST',
            path,
            { items: chunk },
            keyOf(clientId, `${step}#${number}`),
          )
          if (reply.status !== 200)
            throw new Unexpected(`${path} → ${reply.status} ${JSON.stringify(reply.body)}`)
          return (reply.body['items'] as RowAnswer[]).map(row => ({
            ...row,
            index: row.index + number * rowsPerCall,
          }))
        },
      )
      return answers.flat()
    },
  })

  return { baseUrl, as, token }
}

/** The body of a reply that must be a success. */
export const expectOk = (what: string, reply: Reply): Record<string, unknown> => {
  if (reply.status >= 300) throw new Unexpected(`${what}：${reply.status} ${JSON.stringify(reply.body)}`)
  return reply.body
}
