import * as z from 'zod'
import { answer, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { writeReceipt } from '../../domain/receipt.ts'
import { service } from '../../service.ts'
import { onReceipts } from '../on-receipts.ts'

const body = z.strictObject({
  receipts: z
    .array(z.string().min(1).max(4000).describe('领取或延长时得到的回执'))
    .min(1)
    .max(10)
    .describe('要延长的回执，1 至 10 个'),
  visibilitySeconds: z
    .int()
    .min(10)
    .max(3600)
    .describe('自现在起新的确认期限，单位：秒，10 至 3600；自领取起累计不超过 12 小时'),
})

const result = z.object({
  results: z.array(
    z.object({
      receipt: z.string().describe('提交的回执'),
      extended: z.boolean().describe('是否已延长'),
      newReceipt: z.string().optional().describe('延长后用于确认的新回执；旧回执到原期限失效'),
      detail: z.string().optional().describe('未延长的原因'),
    }),
  ),
})

/** A bank that needs longer keeps its messages; a stale receipt never stops its neighbours (E3). */
export const extendReferrals = endpoint<Deps>()(service.routes.extend, {
  body,
  result,
  keyless: true,
  run: async ({ caller, body, now }, deps) => {
    const { bank: bankId = '' } = caller
    const { receipts, visibilitySeconds } = body
    const outcomes = await onReceipts(receipts, bankId, now, handles =>
      deps.bankQueues.extend(bankId, handles, visibilitySeconds),
    )
    const until = Date.parse(now) + visibilitySeconds * 1000
    return answer({
      results: outcomes.map(one =>
        'handle' in one
          ? {
              receipt: one.receipt,
              extended: true,
              newReceipt: writeReceipt({ bankId, handle: one.handle, until }),
            }
          : { receipt: one.receipt, extended: false, detail: one.detail },
      ),
    })
  },
})
