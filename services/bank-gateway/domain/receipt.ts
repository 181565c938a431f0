import * as z from 'zod'

/** One showing of one message to one bank; past `until` the message is back in the queue and the receipt is stale. */
export type Receipt = { readonly bankId: string; readonly handle: string; readonly until: number }

const receiptSchema = z.strictObject({
  bankId: z.string(),
  handle: z.string().min(1),
  until: z.int(),
})

export const writeReceipt = (receipt: Receipt): string =>
  Buffer.from(JSON.stringify(receipt)).toString('base64url')

/** Undefined for whatever this service did not write. */
export const readReceipt = (text: string): Receipt | undefined => {
  try {
    return receiptSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data
  } catch {
    return undefined
  }
}

/** Why a receipt does not stand for a message any more, or never did. */
export const receiptFaults = {
  unknown: '不是本行领取时得到的回执，请原样提交领取结果中的 receipt。',
  stale: '回执已过确认期限，该推送已重新进入队列，请重新领取后确认。',
  gone: '队列中已没有与该回执对应的推送，请重新领取。',
} as const

type Judged = { readonly receipt: string } & (
  | { readonly handle: string }
  | { readonly fault: keyof typeof receiptFaults }
)

export const judgeReceipt = (receipt: string, bankId: string, now: number): Judged => {
  const read = readReceipt(receipt)
  if (!read || read.bankId !== bankId) return { receipt, fault: 'unknown' }
  return read.until <= now ? { receipt, fault: 'stale' } : { receipt, handle: read.handle }
}
