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

/** Whoever was reported stays a candidate until declared: of a province's thousands so many are looked at side by side. */
const atOnce = 16

/**
 * Goes over the candidates and reports those whose time is over (B10); the newest first, so that those reported
 * long ago never stand before those nobody has heard of. One that fails stops no other and fails the run at its end.
 */
export const findLeftOuts = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const today = shanghaiDay(now)
  const failures: unknown[] = []
  const lookAt = async (data: unknown): Promise<void> => {
    const { uscc, visitId, visitedOn } = rowSchema.parse(data)
    if (graceOver(visitedOn, today)) await openFor(uscc, visitId, now, deps)
  }
  let cursor: string | undefined
  do {
    const page = await deps.table.list({ pk: candidateListKey, limit: 200, cursor, newestFirst: true })
    if (page === 'bad-cursor') throw new Error('the table refused its own cursor')
    const queue = page.items.values()
    const lane = async () => {
      for (const data of queue) await lookAt(data).catch(error => failures.push(error))
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
    cursor = page.nextCursor
  } while (cursor)
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} candidates were not looked at`)
}
