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
