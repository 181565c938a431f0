import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { nation } from '#shared/domain/regions.ts'
import type { Deps } from '../../deps.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { graceOver, leftOuts, leftOutVisit } from '../../domain/left-out.ts'
import { candidateListKey } from '../../domain/left-out-views.ts'
import { reportLeftOut } from '../report-left-out/decide.ts'
import { systemOf } from '../system.ts'

const rowSchema = z.object({ uscc: z.string(), visitId: z.string(), visitedOn: z.string() })

const openFor = async (uscc: string, visitId: string, now: string, deps: Deps) => {
  const { table } = deps
  const { state: entity } = await load(table, entityDefinition, uscc)
  // The list may lag: only what the entity itself still says is reported.
  if (entity.status === 'unknown' || leftOutVisit(entity)?.visitId !== visitId) return
  const on = shanghaiDay(now)
  const voice = { by: 'system', ground: '走访核实有融资需求且五项标准均符合，逾期未申报', on } as const
  await execute(table, leftOuts, {
    id: uscc,
    // One report a visit, however often the clock comes round.
    cause: { key: `clock:left-out:${visitId}`, fingerprint: visitId },
    actor: systemOf(deps),
    now,
    decide: state => reportLeftOut(state, { uscc, voice, entity, caller: { region: nation } }),
  })
}

/** Goes over the candidates from the oldest visit on and reports those whose time is over (B10). */
export const findLeftOuts = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const today = shanghaiDay(now)
  let cursor: string | undefined
  do {
    const page = await deps.table.list({ pk: candidateListKey, limit: 200, cursor })
    if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
    const due = page.items
      .map(item => rowSchema.parse(item))
      .filter(({ visitedOn }) => graceOver(visitedOn, today))
    for (const { uscc, visitId } of due) await openFor(uscc, visitId, now, deps)
    // In the order of the visits: where one is too young, all after it are.
    cursor = due.length === page.items.length ? page.nextCursor : undefined
  } while (cursor)
}
