import { type Claims, silentLog } from '#shared/testing/harness.ts'
import { deliverToBank } from '../use-cases/deliver-webhooks/on-delivery.ts'
import { bank, type Gateway } from './gateway.ts'
import { type Receiver, startReceiver } from './webhooks.ts'

/** A bank of its own with an endpoint on loopback, registered with the gateway. */
export const webhookBank = async (g: Gateway, bankId: string, more: object = {}) => {
  const as: Claims = { ...bank, sub: `${bankId}-client`, bank: bankId }
  const receiver: Receiver = await startReceiver()
  const call = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: object, key?: string) =>
    await g.http.call(as, method, `/bank/v1/${path}`, body, key)
  const set = async (body: object = {}) => await call('PUT', 'webhook', { url: receiver.url, ...body })
  const first = await set(more)
  const lines: string[] = []
  const note = (message: string, fields?: object) => void lines.push(JSON.stringify([message, fields]))
  const log = { ...silentLog, info: note, warn: note, error: note }
  return {
    as,
    bankId,
    receiver,
    call,
    set,
    secret: first.body.secret as string,
    /** What the delivering function logged. */
    lines,
    deliver: async () => await deliverToBank(bankId, { ...g.deps, log }),
    push: async (application: string) => await g.push(application, bankId),
    standing: async () => (await call('GET', 'webhook')).body,
    arrivedIds: () => receiver.arrived.map(({ headers }) => headers['webhook-id']),
  }
}
export type WebhookBank = Awaited<ReturnType<typeof webhookBank>>
