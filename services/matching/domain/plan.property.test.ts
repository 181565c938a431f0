import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { profiles } from '#shared/domain/policy.ts'
import { branch, product, recommended, today } from '../testing/examples.ts'
import { decideAcknowledgeRecall } from '../use-cases/acknowledge-recall/decide.ts'
import { decideCloseReferral } from '../use-cases/close-referral/decide.ts'
import { decideEndLine } from '../use-cases/end-line/decide.ts'
import { decideNoteSilence } from '../use-cases/note-silence/decide.ts'
import { decideOpenPlan } from '../use-cases/open-plan/decide.ts'
import { decidePushPlan } from '../use-cases/run-batch/decide.ts'
import { decideEndSearch } from '../use-cases/run-batch/end-search.ts'
import { decideStopPlan } from '../use-cases/stop-plan/decide.ts'
import { choosePushes } from './choose-pushes.ts'
import { placementsOf } from './placements.ts'
import { isKnown, type PlanEvent, type PlanState, planAggregate } from './plan.ts'
import { questionOf } from './question.ts'

const bankIds = ['abc-a', 'abc-b', 'boc-a', 'ccb-a', 'icbc-a', 'psbc-a']
const market = {
  banks: bankIds.map(id => branch(id)),
  products: bankIds.map(id => product(`p-${id}`, id)),
}
const policy = {
  ...profiles.tongchuan,
  prioritySectors: [],
  reviewLevels: [],
  repairedLevels: [],
  entityKinds: [],
  batchWeekdays: [],
}

type Step = {
  readonly act: string
  readonly pick: number
  readonly lineFen: number
  readonly silent: boolean
}

const stepArb: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(
    'push',
    'push',
    'late-push',
    'grant',
    'refuse',
    'correct',
    'correct',
    'end',
    'silence',
    'silence',
    'ack',
    'repair',
    'stop',
    'remove',
  ),
  pick: fc.nat(9),
  lineFen: fc.constantFrom(20_000_000, 60_000_000, 120_000_000),
  silent: fc.boolean(),
})

const placementFor = (state: PlanState) => {
  if (!isKnown(state)) return undefined
  const choice = choosePushes(questionOf([state], market, policy, today))
  return placementsOf(choice, [state], market.banks)[0]
}

/** A shop of open knobs: each step is a message that may come at any time, doubled or too late. */
const runner = (onSilence: 'remind' | 'next-bank') => {
  let state: PlanState = planAggregate.initial
  let lists = 1
  let placement: ReturnType<typeof placementFor>
  const commits: PlanEvent[][] = []
  const append = (decided: { kind: string; events?: readonly PlanEvent[] }) => {
    const events = [...(decided.events ?? [])]
    state = events.reduce(planAggregate.evolve, state)
    if (events.length > 0) commits.push(events)
  }
  append(decideOpenPlan(state, recommended('A1', { intendedBankIds: ['boc-a'] })))
  const push = (batchId: string) => {
    if (!placement || placement.pushes.length === 0) return
    const clocks = { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: false, onSilence }
    append(
      decidePushPlan(state, { batchId, placement, clocks, exposureWarningBp: 10_000, dispatchedOn: today }),
    )
  }
  const run = ({ act, pick, lineFen }: Step, at: number) => {
    const referrals = isKnown(state) ? state.referrals : []
    const referral = referrals[pick % Math.max(1, referrals.length)]
    const named = referral && { referralId: referral.referralId, bankId: referral.bankId }
    if (act === 'push') {
      placement = placementFor(state)
      push(`MB-${at}`)
      append(decideEndSearch(state, { batchId: `MB-${at}`, market, policy, on: today }))
    }
    if (act === 'late-push') push(`MB-late-${at}`)
    if (act === 'grant' && named)
      append(decideCloseReferral(state, { ...named, outcome: 'granted', decidedOn: today, lineFen }))
    if (act === 'refuse' && named)
      append(decideCloseReferral(state, { ...named, outcome: 'refused', decidedOn: today }))
    if (act === 'correct' && named)
      append(
        decideCloseReferral(state, {
          ...named,
          outcome: 'granted',
          decidedOn: today,
          lineFen,
          sequence: pick,
        }),
      )
    if (act === 'end' && named)
      append(decideEndLine(state, { ...named, by: pick % 2 ? 'repaid' : 'withdrawn', endedOn: today }))
    if (act === 'silence' && named)
      append(decideNoteSilence(state, { ...named, hours: 72, noticedOn: today }))
    if (act === 'ack' && named) append(decideAcknowledgeRecall(state, { ...named, acknowledgedOn: today }))
    if (act === 'repair') {
      lists += 1
      const first = referrals.find(each => each.decision?.outcome === 'refused')?.bankId
      const more = { listId: `RL-${lists}`, ...(first ? { firstBankId: first } : {}) }
      append(decideOpenPlan(state, recommended('A1', { intendedBankIds: ['boc-a'], ...more })))
    }
    if (act === 'stop' && pick === 0)
      append(decideStopPlan(state, { reason: 'withdrawn', detail: '撤回', stoppedOn: today }))
    if (act === 'remove' && pick === 0)
      append(decideStopPlan(state, { reason: 'removed', detail: '移出', stoppedOn: today }))
  }
  return { run, commits, state: () => state }
}

const isConcluded = (event: PlanEvent): boolean => event.type === 'application-concluded.v1'

/** Batches and refusals to the end: after so many, no bank is left that could still be told. */
const atRest = ({ run, state }: ReturnType<typeof runner>): PlanState => {
  for (let at = 1_000; at < 1_020; at += 1) {
    run({ act: 'push', pick: 0, lineFen: 0, silent: false }, at)
    const all = state()
    const referrals = isKnown(all) ? all.referrals : []
    for (const [pick] of referrals.entries()) run({ act: 'refuse', pick, lineFen: 0, silent: false }, at)
  }
  run({ act: 'push', pick: 0, lineFen: 0, silent: false }, 1_020)
  return state()
}

/** Written over the events alone, without the plan's own state. */
const faultsOf = (commits: readonly (readonly PlanEvent[])[]): string[] => {
  const faults: string[] = []
  const open = new Map<string, string>()
  const told: string[] = []
  const recalled = new Set<string>()
  const lines = new Map<string, number>()
  const ended = new Set<string>()
  let warned = false
  let stopped = false
  let round: string[] = []
  for (const events of commits) {
    const grant = events.find(
      event =>
        event.type === 'referral-decided' &&
        event.data.lineFen !== undefined &&
        !lines.has(event.data.referralId),
    )
    const siblings = events.filter(event => event.type === 'sibling-credited.v1')
    for (const event of events) {
      if (event.type === 'plan-reopened') round = []
      if (event.type === 'plan-stopped') stopped = true
      if (event.type === 'referral-dispatched.v1') {
        const { referralId, bankId, institutionId } = event.data
        if (stopped) faults.push('pushed after the stop')
        if (told.includes(referralId)) faults.push('one referral twice')
        if (round.includes(bankId)) faults.push('one bank twice in a round')
        if ([...open.values()].includes(institutionId)) faults.push('one institution twice at once')
        open.set(referralId, institutionId)
        told.push(referralId)
        round.push(bankId)
      }
      if (event.type === 'referral-decided') {
        open.delete(event.data.referralId)
        if (event.data.lineFen === undefined) lines.delete(event.data.referralId)
        else lines.set(event.data.referralId, event.data.lineFen)
      }
      if (event.type === 'line-ended') ended.add(event.data.referralId)
      if (event.type === 'referral-recalled.v1') {
        if (recalled.has(event.data.referralId)) faults.push('recalled twice')
        recalled.add(event.data.referralId)
        open.delete(event.data.referralId)
      }
      if (event.type === 'exposure-warned.v1') {
        if (warned) faults.push('warned twice')
        warned = true
        if (event.data.grantedFen <= event.data.demandFen) faults.push('warned below the line')
      }
      if (event.type === 'exposure-eased.v1') {
        if (!warned) faults.push('eased without a warning')
        warned = false
      }
      if (event.type === 'application-concluded.v1' && open.size > 0) faults.push('concluded while open')
    }
    if (open.size > 3) faults.push('more than three at once')
    const standing = [...lines.keys()].filter(id => !ended.has(id))
    const newlyTold = events.flatMap(event =>
      event.type === 'referral-dispatched.v1' ? standing.map(() => event.data.referralId) : [],
    )
    const expected = [...(grant ? open.keys() : []), ...newlyTold].sort()
    const heard = siblings.map(event => (event.data as { referralId: string }).referralId).sort()
    if (JSON.stringify(heard) !== JSON.stringify(expected)) faults.push('siblings not told exactly once')
    const out = [...lines].filter(([id]) => !ended.has(id)).reduce((sum, [, fen]) => sum + fen, 0)
    if (warned !== out > 100_000_000) faults.push('the last word on the exposure is wrong')
  }
  if (stopped && open.size > 0) faults.push('open after the stop')
  return faults
}

test.prop([fc.array(stepArb, { maxLength: 24, size: 'max' }), fc.constantFrom('remind', 'next-bank')], {
  numRuns: 10_000,
})(
  'C7 D3 D4 E7 F1 over random histories: no bank twice, three at once, siblings, recalls and each crossing once',
  (steps, onSilence) => {
    const { run, commits } = runner(onSilence)
    for (const [at, step] of steps.entries()) {
      run(step, at)
      if (step.silent) run(step, at)
    }
    expect(faultsOf(commits)).toEqual([])
  },
)

test.prop([fc.array(stepArb, { maxLength: 24, size: 'max' }), fc.constantFrom('remind', 'next-bank')], {
  numRuns: 4_000,
})(
  'B11 E7 whatever came before, a plan that is not stopped is concluded in the end, once a round',
  (steps, onSilence) => {
    const driven = runner(onSilence)
    for (const [at, step] of steps.entries()) driven.run(step, at)
    const state = atRest(driven)
    expect(['concluded', 'stopped']).toContain(state.status)
    const rounds = [[]] as PlanEvent[][]
    for (const event of driven.commits.flat())
      if (event.type === 'plan-reopened') rounds.push([])
      else rounds.at(-1)?.push(event)
    for (const round of rounds) expect(round.filter(isConcluded).length).toBeLessThanOrEqual(1)
    if (state.status === 'concluded') expect(rounds.at(-1)?.filter(isConcluded)).toHaveLength(1)
  },
)
