import { expect } from 'vitest'
import { type Borrower, borrowerAggregate, joinedAfter, joinedBefore } from '../domain/borrower.ts'
import type { EarlierLines } from '../domain/earlier-lines.ts'
import { overOf, ownLinesFen } from '../domain/exposure.ts'
import type { OffListLine } from '../domain/off-list.ts'
import { isKnown, type PlanEvent, type PlanState, planAggregate } from '../domain/plan.ts'
import { decideCloseReferral } from '../use-cases/close-referral/decide.ts'
import { decideEndLine } from '../use-cases/end-line/decide.ts'
import { decideNoteEarlier } from '../use-cases/note-earlier-lines/decide.ts'
import { decideNoteOffList, decideTellBorrower } from '../use-cases/note-off-list-credit/decide.ts'
import { decideJoinBorrower, decideOpenPlan } from '../use-cases/open-plan/decide.ts'
import { decidePushPlan } from '../use-cases/run-batch/decide.ts'
import { decideStopPlan } from '../use-cases/stop-plan/decide.ts'
import { recommended, today } from './examples.ts'

/** The ceiling that every push of this enterprise is made under. */
export const limitFen = 90_000_000

/** What happens to one enterprise; each word is told at least once, twice at most, in any order. */
export type Word =
  | { readonly of: 'list'; readonly applicationId: string }
  | { readonly of: 'push'; readonly applicationId: string }
  | { readonly of: 'decision'; readonly applicationId: string; readonly lineFen?: number }
  | { readonly of: 'end'; readonly applicationId: string }
  | { readonly of: 'stop'; readonly applicationId: string }
  | { readonly of: 'off-list'; readonly line: OffListLine }

export type World = {
  borrower: Borrower
  readonly plans: Map<string, PlanState>
  readonly versions: Map<string, number>
  readonly turns: Map<string, string[]>
}
type Decided<E> = { readonly kind: string; readonly events?: readonly E[] }

export const planOf = ({ plans }: World, id: string): PlanState => plans.get(id) ?? planAggregate.initial

/** Every commit leaves the plan as it last said it stands. */
const append = (world: World, id: string, decided: Decided<PlanEvent>): boolean => {
  const events = [...(decided.events ?? [])]
  const state = events.reduce(planAggregate.evolve, planOf(world, id))
  world.plans.set(id, state)
  if (events.length > 0) world.versions.set(id, (world.versions.get(id) ?? 0) + 1)
  const turns = world.turns.get(id) ?? []
  for (const { type, data } of events) {
    if (type === 'exposure-warned.v1') turns.push((data.over ?? []).join())
    if (type === 'exposure-eased.v1') turns.push('')
  }
  world.turns.set(id, turns)
  if (isKnown(state) && state.terms) expect(state.over ?? []).toEqual(overOf(state))
  return decided.kind !== 'not-yet'
}

const pushOf = (applicationId: string) => ({
  batchId: 'MB-1',
  placement: {
    applicationId,
    name: '企业',
    turn: 1,
    pushes: [
      {
        referralId: `${applicationId}.boc-a`,
        bankId: 'boc-a',
        bankName: '中国银行',
        institutionId: 'boc',
        reasons: [{ rule: 'intended' as const, detail: '意向' }],
      },
    ],
  },
  clocks: { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: false },
  exposureWarningBp: 10_000,
  exposureLimitsFen: { small: limitFen },
  dispatchedOn: today,
})

const linesOf = (world: World, applicationId: string): EarlierLines | undefined => {
  const state = planOf(world, applicationId)
  const version = world.versions.get(applicationId) ?? 0
  return isKnown(state) ? { applicationId, outFen: ownLinesFen(state), version } : undefined
}

/** A handler is a row of steps that others may come between; one that is not yet possible is tried again later. */
type Step = (world: World) => boolean
const stepsOf = (word: Word): readonly Step[] => {
  if (word.of === 'off-list') {
    const { line } = word
    return [
      world => {
        const decided = decideTellBorrower(world.borrower, { line, regionCode: '511702' })
        const events = decided.kind === 'accepted' ? decided.events : []
        world.borrower = events.reduce(borrowerAggregate.evolve, world.borrower)
        return true
      },
      world => {
        const { lines, applicationIds: joined } = world.borrower
        const newest = lines.find(({ creditId }) => creditId === line.creditId) ?? line
        return joined
          .map(id => append(world, id, decideNoteOffList(planOf(world, id), newest, today)))
          .every(done => done)
      },
    ]
  }
  const { applicationId } = word
  const named = { referralId: `${applicationId}.boc-a`, bankId: 'boc-a' }
  if (word.of === 'list') {
    let known: readonly OffListLine[] = []
    let before: readonly string[] = []
    let earlier: readonly EarlierLines[] = []
    return [
      world => {
        const decided = decideJoinBorrower(world.borrower, applicationId)
        if ('result' in decided) known = decided.result.offList
        before = joinedBefore(world.borrower, applicationId)
        const events = decided.kind === 'accepted' ? decided.events : []
        world.borrower = events.reduce(borrowerAggregate.evolve, world.borrower)
        return true
      },
      world => {
        earlier = before.flatMap(id => linesOf(world, id) ?? [])
        return true
      },
      world =>
        append(
          world,
          applicationId,
          decideOpenPlan(planOf(world, applicationId), recommended(applicationId), {
            offList: known,
            earlier,
          }),
        ),
    ]
  }
  let later: readonly string[] = []
  return [
    world => {
      const plan = planOf(world, applicationId)
      if (word.of === 'push') return append(world, applicationId, decidePushPlan(plan, pushOf(applicationId)))
      if (word.of === 'end')
        return append(world, applicationId, decideEndLine(plan, { ...named, by: 'repaid', endedOn: today }))
      if (word.of === 'stop')
        return append(
          world,
          applicationId,
          decideStopPlan(plan, { reason: 'withdrawn', detail: '撤回', stoppedOn: today }),
        )
      const { lineFen } = word
      const outcome = lineFen === undefined ? ('refused' as const) : ('granted' as const)
      const said = { ...named, outcome, decidedOn: today, ...(lineFen === undefined ? {} : { lineFen }) }
      return append(world, applicationId, decideCloseReferral(plan, said))
    },
    world => {
      later = word.of === 'decision' || word.of === 'end' ? joinedAfter(world.borrower, applicationId) : []
      return true
    },
    world => {
      const lines = linesOf(world, applicationId)
      return later
        .map(id => !lines || append(world, id, decideNoteEarlier(planOf(world, id), lines, today)))
        .every(done => done)
    },
  ]
}

/**
 * Runs all handlers, a step of any of them at a time: by the turns given, as often as there are handlers, and then
 * each in turn, so that none waits for ever for one that is never chosen.
 */
export const happen = (told: readonly Word[], turns: readonly number[]): World => {
  const world: World = {
    borrower: borrowerAggregate.initial,
    plans: new Map(),
    versions: new Map(),
    turns: new Map(),
  }
  const running = told.map(word => ({ steps: stepsOf(word), at: 0 }))
  const chosen = turns.length * told.length
  for (let tick = 0; running.length > 0 && tick < chosen + 5_000; tick += 1) {
    const index = (tick < chosen ? (turns[tick % turns.length] ?? 0) : tick) % running.length
    const handler = running[index]
    if (!handler) continue
    if (handler.steps[handler.at]?.(world)) handler.at += 1
    // A handler that waits begins anew when its message comes again.
    else handler.at = 0
    if (handler.at === handler.steps.length) running.splice(index, 1)
  }
  expect(running).toEqual([])
  return world
}
