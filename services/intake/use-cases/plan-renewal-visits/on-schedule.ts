import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { addCalendarDays, shanghaiDay } from '#shared/domain/days.ts'
import type { Deps } from '../../deps.ts'
import { maturingLists } from '../../domain/due-lists.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { systemOf } from '../system.ts'
import { workOff } from '../work-off.ts'
import { planDaysAhead, planRenewalVisit } from './decide.ts'

const rowSchema = z.object({
  uscc: z.string(),
  bankId: z.string(),
  maturesOn: z.string(),
  again: z.int().optional(),
})

/** Plans a visit for every loan that matures soon and that nobody takes care of (B12). */
export const planRenewalVisits = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const today = shanghaiDay(now)
  const until = addCalendarDays(today, planDaysAhead)
  await workOff(deps.table, {
    lists: maturingLists,
    rowOf: data => rowSchema.parse(data),
    isDue: ({ maturesOn }) => maturesOn <= until,
    work: async ({ uscc, again, ...loan }) => {
      // One plan a loan and maturity, and one more after each that a correction called back.
      const key = `clock:renewal:${loan.bankId}#${loan.maturesOn}${again ? `#${again}` : ''}`
      await execute(deps.table, entityDefinition, {
        id: uscc,
        cause: { key, fingerprint: key },
        actor: systemOf(deps),
        now,
        decide: state => planRenewalVisit(state, { loan, today }),
      })
    },
  })
}
