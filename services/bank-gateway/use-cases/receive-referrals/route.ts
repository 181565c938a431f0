import * as z from 'zod'
import { type Envelope, envelopeSchema } from '#shared/contracts/events.ts'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { writeReceipt } from '../../domain/receipt.ts'
import { service } from '../../service.ts'

const body = z.strictObject({
  max: z.int().min(1).max(10).default(10).describe('一次最多领取条数，1 至 10，默认 10'),
  waitSeconds: z.int().min(0).max(20).default(0).describe('队列为空时最长等待，单位：秒，0 至 20，默认 0'),
  visibilitySeconds: z
    .int()
    .min(10)
    .max(3600)
    .default(120)
    .describe('确认期限，单位：秒，10 至 3600，默认 120；逾期未确认的推送会再次出现'),
})

const result = z.object({
  messages: z.array(
    z.object({
      receipt: z.string().describe('回执，用于确认；仅对本行、本次领取有效'),
      event: envelopeSchema.describe('推送事件（CloudEvents 1.0），不含个人信息'),
      receives: z.int().describe('该推送被领取的次数，大于 1 为重复出现'),
    }),
  ),
})

const eventIn = (text: string): Envelope | undefined => {
  try {
    return envelopeSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Lends the bank messages from its own queue; what it does not acknowledge in time comes back (E3). */
export const receiveReferrals = endpoint<Deps>()(service.routes.receive, {
  body,
  result,
  keyless: true,
  run: async ({ caller, body }, deps) => {
    const { bank: bankId = '' } = caller
    const shown = await deps.bankQueues.receive(bankId, body)
    const until = Date.parse(deps.clock()) + body.visibilitySeconds * 1000
    const messages = shown.flatMap(({ handle, body: text, receives }) => {
      const event = eventIn(text)
      // What is no event stays unacknowledged and ends among the dead letters.
      return event ? [{ receipt: writeReceipt({ bankId, handle, until }), event, receives }] : []
    })
    return answer({ messages })
  },
})
