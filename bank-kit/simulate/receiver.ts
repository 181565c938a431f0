import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { CloudEvent } from '../messages.ts'
import { verifyWebhook } from '../snippets/verify-webhook.ts'

/** A call at the bank's webhook and how it was answered. */
export type Call = {
  readonly id: string
  readonly status: number
  /** Why it was turned away. */
  readonly problem?: string
  /** Number of signatures on the call; two while secrets are rotated. */
  readonly signatures: number
  readonly event?: CloudEvent
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export type Receiver = {
  readonly url: string
  readonly calls: readonly Call[]
  readonly stop: () => Promise<void>
}

const maxBytes = 1_000_000

const bytesOf = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size > maxBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** A bank's webhook: verifies every call before it reads it, and answers 401 to what does not verify. */
export const openReceiver = async (options: {
  readonly port: number
  /** The secrets that count now; two while they are rotated. */
  readonly secrets: () => readonly string[]
  /** Plays a fault: the status to answer with although the call verified. */
  readonly refuse?: (event: CloudEvent) => Promise<number | undefined>
  readonly take: (event: CloudEvent) => void
}): Promise<Receiver> => {
  const calls: Call[] = []
  const answerTo = async (headers: IncomingMessage['headers'], body: Buffer): Promise<Partial<Call>> => {
    let event: CloudEvent
    try {
      event = verifyWebhook(options.secrets(), headers, body) as CloudEvent
    } catch (error) {
      return { status: 401, problem: (error as Error).message }
    }
    const refused = await options.refuse?.(event)
    if (refused !== undefined) return { status: refused, problem: 'played', event }
    options.take(event)
    return { status: 204, event }
  }
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytesOf(request)
    if (request.method !== 'POST' || body === undefined) {
      response.writeHead(body === undefined ? 413 : 405).end()
      return
    }
    const answer = await answerTo(request.headers, body)
    const status = answer.status ?? 204
    const signatures = String(request.headers['webhook-signature'] ?? '').split(' ').length
    const id = String(request.headers['webhook-id'] ?? '')
    calls.push({ ...answer, id, status, signatures, headers: request.headers, body })
    response.writeHead(status).end()
  }
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    url: `http://127.0.0.1:${port}/webhook`,
    calls,
    stop: async () => {
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
