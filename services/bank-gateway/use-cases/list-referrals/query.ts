import * as z from 'zod'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { statuses } from '../../domain/transitions.ts'
import { ledgerOf, ledgerRowSchema } from '../../domain/views.ts'
import { service } from '../../service.ts'

const query = z.strictObject({
  status: z.enum(statuses).optional().describe('只列此状态的推送；不填为全部'),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, '每页条数须为 1 至 100 的整数')
    .optional()
    .describe('每页条数，1 至 100，默认 50'),
  cursor: z.string().max(2000).optional().describe('上一页给出的 nextCursor'),
})

const result = z.object({
  items: z.array(ledgerRowSchema),
  nextCursor: z.string().optional().describe('还有下一页时给出'),
})

/** The bank's ledger 台账, newest push first (E3). */
export const listReferrals = endpoint<Deps>()(service.routes.list, {
  query,
  result,
  run: async ({ caller, query }, deps) => {
    const page = await deps.table.list({
      pk: ledgerOf(caller.bank ?? '', query.status),
      limit: Number(query.limit ?? 50),
      cursor: query.cursor,
      newestFirst: true,
    })
    if (page === 'bad-cursor') {
      const detail = 'cursor 不属于此列表，请用本列表上一页给出的 nextCursor，或不填从头查询。'
      return refused({
        code: 'validation-failed',
        detail,
        errors: [{ pointer: '?cursor', code: 'bad-cursor', detail }],
      })
    }
    return answer({
      items: page.items.map(row => ledgerRowSchema.parse(row)),
      ...(page.nextCursor ? { nextCursor: page.nextCursor } : {}),
    })
  },
})
