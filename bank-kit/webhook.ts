import type { Bank, Json, Reply } from './client.ts'

const done = (what: string, reply: Reply): Json => {
  if (reply.status >= 300) throw new Error(`${what}失败（${reply.status}）：${reply.text.slice(0, 300)}`)
  return reply.body
}

/** A new secret; the one before counts for `overlapHours` longer, with 0 no longer. */
export const rotateSecret = async (bank: Bank, overlapHours: number): Promise<string> =>
  String(done('更换密钥', await bank.post('/bank/v1/webhook/secret-rotation', { overlapHours }))['secret'])

/** Registers the address and gives its secret: the known one, or where none is known and none is given out, a new one. */
export const registerWebhook = async (bank: Bank, url: string, known?: string): Promise<string> => {
  const { secret } = done(
    '登记 Webhook',
    await bank.put('/bank/v1/webhook', { url, signing: 'symmetric', paused: false }),
  )
  return typeof secret === 'string' ? secret : (known ?? (await rotateSecret(bank, 0)))
}

/** Deliveries stop; what comes meanwhile waits in the bank's queue. */
export const pauseWebhook = async (bank: Bank, url: string): Promise<void> => {
  done('暂停 Webhook', await bank.put('/bank/v1/webhook', { url, signing: 'symmetric', paused: true }))
}
