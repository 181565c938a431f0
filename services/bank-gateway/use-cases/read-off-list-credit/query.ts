import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { eventContracts } from '#shared/contracts/events.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { offListCredit } from '../../domain/off-list-credit.ts'
import { service } from '../../service.ts'
import { offListRowSchema } from '../list-off-list-credits/query.ts'
import { mayRead } from '../readable-bank.ts'

const result = offListRowSchema.extend({
  revisions: z
    .array(
      eventContracts['off-list-credit-recorded.v1']
        .omit({ voided: true })
        .extend({ reason: z.string().optional().describe('更新的理由；首次填报没有') }),
    )
    .describe('各次填报，按先后；被更新的与更新后的都保留'),
})

/** One off-list credit with every revision: for its bank, the banks above it, and the mechanism of its region (D7). */
export const readOffListCredit = endpoint<Deps>()(service.routes.getOffList, {
  params: z.object({ creditId: z.string().min(1).max(100).describe('清单外授信编号') }),
  result,
  // What another bank lent is a credit fact: each look leaves its record (H2, H4).
  discloses: {
    of: 'credit',
    subjectOf: ({ result: { uscc, regionCode } }) => ({ code: uscc, regionCode }),
  },
  run: async ({ params, caller }, { table }) => {
    const { state } = await load(table, offListCredit, params.creditId)
    if (state.status === 'unknown') return notFound('该笔清单外授信')
    const { current, reference, revisions } = state
    const allowed =
      caller.role === 'bank'
        ? await mayRead(table, caller.bank, current.bankId)
        : outside(caller, current.regionCode) === undefined
    if (!allowed) return notFound('该笔清单外授信')
    return answer({
      ...current,
      reference,
      revisions: revisions.map(({ record, reason }) => ({ ...record, ...(reason ? { reason } : {}) })),
    })
  },
})
