import { unmet } from '../verdict.ts'
import type { Webhook } from './sign.ts'

export type Answered = { readonly status: number; readonly ms: number }

/** The platform waits so long for an answer. */
export const patienceMs = 15_000

export type Endpoint = { readonly endpoint: string; readonly boundMs: number }

/** Posts one webhook as the platform does: no redirect is followed, and an answer is waited for up to the bound. */
export const deliver = async (
  { endpoint, boundMs }: Endpoint,
  { id, timestamp, body, signature }: Webhook,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> => {
  const began = performance.now()
  try {
    const answer = await fetch(endpoint, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(boundMs),
      headers: {
        'content-type': 'application/cloudevents+json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature,
        ...headers,
      },
      body: new Uint8Array(body),
    })
    await answer.arrayBuffer()
    return { status: answer.status, ms: Math.round(performance.now() - began) }
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } }
    throw unmet(
      name === 'TimeoutError'
        ? `${boundMs / 1000} 秒内没有回答`
        : `连接不上或中途断开（${cause?.code ?? name}）`,
    )
  }
}
