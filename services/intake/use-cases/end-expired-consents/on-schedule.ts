import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import type { Deps } from '../../deps.ts'
import { endingConsentLists } from '../../domain/due-lists.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { systemOf } from '../system.ts'
import { workOff } from '../work-off.ts'
import { endExpiredConsent } from './decide.ts'

const rowSchema = z.object({ uscc: z.string(), until: z.string() })

/** Ends every live application whose consent has run out; an hour or a week late, each once (B5). */
export const endExpiredConsents = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const today = shanghaiDay(now)
  await workOff(deps.table, {
    lists: endingConsentLists,
    rowOf: data => rowSchema.parse(data),
    isDue: ({ until }) => until < today,
    work: async ({ uscc, until }) => {
      const key = `clock:consent:${until}#${today}`
      await execute(deps.table, entityDefinition, {
        id: uscc,
        cause: { key, fingerprint: key },
        actor: systemOf(deps),
        now,
        decide: state => endExpiredConsent(state, { today }),
      })
    },
  })
}
