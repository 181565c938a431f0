import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decision } from '#shared/domain/decision.ts'
import { at, county, given, opened, profile, reviewers } from '../testing/cases.ts'
import { correctCase } from '../use-cases/correct-case/decide.ts'
import { holdCase } from '../use-cases/hold-case/decide.ts'
import { openCase } from '../use-cases/open-case/decide.ts'
import { releaseCase } from '../use-cases/release-case/decide.ts'
import { takeStep, type Verdict } from '../use-cases/take-step/decide.ts'
import { withdrawCase } from '../use-cases/withdraw-case/decide.ts'
import type { BlockMatch } from './blocks.ts'
import { type Case, type CaseEvent, caseAggregate } from './case.ts'
import { shippedCasePolicy } from './case-policy.ts'
import { chainOf, type Step } from './stages.ts'

const matchOf = (n: number): BlockMatch => ({
  blockId: `BL-${county}-${n}`,
  regionCode: county,
  kind: 'forbidden-use',
  source: '通报',
  ground: '用途',
})

type Deed = (state: Case) => Decision<CaseEvent, unknown>

const named = (sequence: number) => profile(1, { name: `第${sequence}稿` })
const correct =
  (sequence: number): Deed =>
  state =>
    correctCase(state, { profile: named(sequence), matches: [], sequence })
const withdraw: Deed = state => withdrawCase(state, { reason: 'by-enterprise', withdrawnOn: '2025-03-03' })

const anyStep = fc
  .tuple(
    fc.constantFrom<Step>('task-force', 'bank', 'leader', 'confirmation'),
    fc.constantFrom<Verdict>(
      ...Array.from({ length: 5 }, () => ({ outcome: 'pass' as const })),
      { outcome: 'return', missing: ['场地证明'] },
      { outcome: 'refuse', criterion: 'good-credit', problem: '有逾期', advice: '结清' },
    ),
    fc.constantFrom<readonly BlockMatch[]>([], [], [matchOf(1)], [matchOf(2)]),
  )
  .map(
    ([step, verdict, matches]): Deed =>
      state =>
        takeStep(state, { step, verdict, opinion: '意见', by: reviewers[step], at, matches }),
  )

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 8, arbitrary: anyStep },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 6 }).map(correct) },
  { weight: 1, arbitrary: fc.constant(withdraw) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(1, 2).map(
      (n): Deed =>
        state =>
          holdCase(state, [matchOf(n)]),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constant<Deed>(state =>
      releaseCase(state, {
        ruling: { outcome: 'release', reason: '无关' },
        by: reviewers['task-force'],
        at,
      }),
    ),
  },
)

const anyPolicy = fc
  .record({
    reviewLevels: fc.subarray(['task-force', 'bank', 'leader'] as const, { minLength: 1 }),
    industryConfirmation: fc.boolean(),
  })
  .map(chain => ({ ...shippedCasePolicy, ...chain }))

const play = (start: Case, deeds: readonly Deed[]) => {
  const log: { readonly before: Case; readonly event: CaseEvent }[] = []
  const end = deeds.reduce((state, deed) => {
    const decision = deed(state)
    if (decision.kind !== 'accepted') return state
    return decision.events.reduce((now, event) => {
      log.push({ before: now, event })
      return caseAggregate.evolve(now, event)
    }, state)
  }, start)
  return { log, end }
}

test('C2 C8 B5 B6 over random histories and chains: no level skipped, nothing taken while held, no correction once begun, no life after the end', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyPolicy, fc.array(anyDeed, { maxLength: 25 }), (policy, deeds) => {
      const start = given(opened(), { type: 'rules-fixed', data: { policy, sequence: 1 } })
      const { log, end } = play(start, deeds)
      if (end.status === 'none') throw new Error('the case is gone')
      seen.add(end.status)
      const taken = log.flatMap(({ event }) => (event.type === 'step-taken' ? [event.data] : []))
      const passes = taken.filter(({ outcome }) => outcome === 'pass').map(({ step }) => step)
      const chain = chainOf(policy)
      const required = passes.filter(step => chain.includes(step))
      expect(required).toEqual(chain.slice(0, required.length))
      if (end.status === 'awaiting-list') expect(required).toEqual(chain)
      // C2: what a county adds stands behind its last required level.
      const added = passes.filter(step => !chain.includes(step))
      if (added.length > 0) expect(required).toEqual(expect.arrayContaining([...policy.reviewLevels]))

      const types = log.map(({ event }) => event.type)
      expect(types.filter(type => type === 'review-begun.v1')).toHaveLength(taken.length > 0 ? 1 : 0)
      const begun = types.indexOf('review-begun.v1')
      if (begun >= 0) expect(types.slice(begun)).not.toContain('case-corrected')
      for (const { before, event } of log) {
        if (before.status === 'held') expect(event.type).not.toBe('step-taken')
        // B6: a correction that the withdrawal overtook completes the record, nothing else happens after the end.
        const ends = ['returned', 'refused', ...(event.type === 'case-corrected' ? [] : ['withdrawn'])]
        expect(ends).not.toContain(before.status)
      }
      for (const { event } of log)
        if (event.type === 'case-released') {
          const again = log
            .slice(log.findIndex(entry => entry.event === event) + 1)
            .flatMap(later => (later.event.type === 'case-held' ? later.event.data.matches : []))
          for (const { blockId } of again) expect(event.data.blockIds).not.toContain(blockId)
        }
    }),
    { numRuns: 2000 },
  )
  // The property would hold of histories that lead nowhere; these end everywhere.
  expect([...seen].sort()).toEqual(
    expect.arrayContaining(['awaiting-list', 'held', 'refused', 'returned', 'withdrawn']),
  )
})

test('B6 declaration and corrections in any order, doubled and delayed, end in the newest content', () => {
  const declare: Deed = state =>
    openCase(state, { profile: named(1), policy: shippedCasePolicy, matches: [], sequence: 1 })
  const deliveries = [declare, correct(2), correct(3), correct(4)].flatMap(deed => [deed, deed])
  fc.assert(
    fc.property(fc.shuffledSubarray(deliveries, { minLength: deliveries.length }), order => {
      // What asks for redelivery comes again after the rest, as its queue does.
      const { end } = play({ status: 'none' }, [...order, ...order])
      expect(end).toMatchObject({ status: 'task-force-review', file: { profile: { name: '第4稿' } } })
    }),
    { numRuns: 500 },
  )
})
