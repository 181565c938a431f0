import * as z from 'zod'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { service } from '../../service.ts'
import { onReceipts } from '../on-receipts.ts'

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
    const outcomes = await onReceipts(body.receipts, bankId, now, handles =>
      deps.bankQueues.acknowledge(bankId, handles),
    )
    return answer({
      results: outcomes.map(one =>
        'handle' in one
          ? { receipt: one.receipt, acknowledged: true }
          : { receipt: one.receipt, acknowledged: false, detail: one.detail },
      ),
    })
  },
})
