import * as z from 'zod'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { judgeReceipt, receiptFaults } from '../../domain/receipt.ts'
import { service } from '../../service.ts'

const body = z.strictObject({
  receipts: z
    .array(z.string().min(1).max(4000).describe('领取时得到的回执'))
    .min(1)
    .max(10)
    .describe('要确认的回执，1 至 10 个'),
})

const result = z.object({
  results: z.array(
    z.object({
      receipt: z.string(),
      acknowledged: z.boolean().describe('是否已确认；已确认的推送不再出现'),
      detail: z.string().optional().describe('未确认的原因'),
    }),
  ),
})

/** Answers per receipt: a stale one never stops its neighbours, and none reaches another bank's queue. */
export const acknowledgeReferrals = endpoint<Deps>()(service.routes.acknowledge, {
  body,
  result,
  keyless: true,
  run: async ({ caller, body, now }, deps) => {
    const { bank: bankId = '' } = caller
    const judged = body.receipts.map(receipt => judgeReceipt(receipt, bankId, Date.parse(now)))
    const handles = [...new Set(judged.flatMap(one => ('handle' in one ? [one.handle] : [])))]
    const outcomes = await deps.bankQueues.acknowledge(bankId, handles)
    const released = new Set(handles.filter((_, index) => outcomes[index] === true))
    return answer({
      results: judged.map(one => {
        const fault = 'fault' in one ? one.fault : released.has(one.handle) ? undefined : 'gone'
        return fault === undefined
          ? { receipt: one.receipt, acknowledged: true }
          : { receipt: one.receipt, acknowledged: false, detail: receiptFaults[fault] }
      }),
    })
  },
})
