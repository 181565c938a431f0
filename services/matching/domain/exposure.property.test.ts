import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { profiles } from '#shared/domain/policy.ts'
import { recommended, today } from '../testing/examples.ts'
import { decideCloseReferral } from '../use-cases/close-referral/decide.ts'
import { decideEndLine } from '../use-cases/end-line/decide.ts'
import { decideNoteEarlier } from '../use-cases/note-earlier-lines/decide.ts'
import { decideOpenPlan } from '../use-cases/open-plan/decide.ts'
import { decidePushPlan } from '../use-cases/run-batch/decide.ts'
import { grantedFen } from './exposure.ts'
import { isKnown, type PlanEvent, type PlanState, planAggregate } from './plan.ts'

const bankIds = ['abc-a', 'boc-a', 'ccb-a'] as const

type Word =
  | { readonly version: number; readonly outFen: number }
  | { readonly bankId: string; readonly sequence: number; readonly lineFen?: number; readonly on: string }
  | { readonly bankId: string; readonly by: 'repaid' | 'withdrawn'; readonly on: string }

/** What one bank says in its own order: a decision, corrections of it, the end of the line. */
const ledgerArb = fc.record({
  granted: fc.boolean(),
  lines: fc.array(fc.constantFrom(40_000_000, 60_000_000, 100_000_000, 160_000_000), {
    minLength: 1,
    maxLength: 4,
    size: 'max',
  }),
  end: fc.option(fc.constantFrom('repaid' as const, 'withdrawn' as const)),
})
type Ledger = typeof ledgerArb extends fc.Arbitrary<infer T> ? T : never

const wordsOf = (bankId: string, { granted, lines, end }: Ledger): readonly Word[] =>
  granted
    ? [
        ...lines.map((lineFen, at) => ({ bankId, sequence: 5 + at, lineFen, on: `2025-03-1${at}` })),
        ...(end ? [{ bankId, by: end, on: '2025-06-01' }] : []),
      ]
    : [{ bankId, sequence: 5, on: '2025-03-10' }]

const eventsOf = (decided: { readonly events?: readonly PlanEvent[] }) => [...(decided.events ?? [])]

const pushed = (limitFen?: number): PlanState => {
  const clocks = { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: false }
  const opened = eventsOf(decideOpenPlan(planAggregate.initial, recommended('A1')) as object)
  const state = opened.reduce(planAggregate.evolve, planAggregate.initial)
  const pushes = bankIds.map(bankId => ({
    referralId: `A1.${bankId}`,
    bankId,
    bankName: bankId,
    institutionId: bankId.slice(0, 3),
    reasons: [{ rule: 'intended' as const, detail: '意向' }],
  }))
  const placement = { applicationId: 'A1', name: '企业', turn: 1, pushes }
  const { exposureWarningBp } = profiles.national
  const exposureLimitsFen = limitFen === undefined ? {} : { small: limitFen, micro: 1 }
  const terms = { clocks, exposureWarningBp, exposureLimitsFen }
  const command = { batchId: 'MB-1', placement, ...terms, dispatchedOn: today }
  return eventsOf(decidePushPlan(state, command) as object).reduce(planAggregate.evolve, state)
}

const hear = (state: PlanState, told: Word): readonly PlanEvent[] => {
  if ('version' in told)
    return eventsOf(decideNoteEarlier(state, { applicationId: 'A0', ...told }, today) as object)
  const { bankId, ...word } = told
  const at = { referralId: `A1.${bankId}`, bankId }
  if ('by' in word) return eventsOf(decideEndLine(state, { ...at, by: word.by, endedOn: word.on }) as object)
  const { sequence, lineFen, on } = word
  const outcome = lineFen === undefined ? ('refused' as const) : ('granted' as const)
  const said = { ...at, outcome, decidedOn: on, sequence, ...(lineFen === undefined ? {} : { lineFen }) }
  return eventsOf(decideCloseReferral(state, said, on) as object)
}

/** What an earlier application has out, as it stood again and again. */
const earlierArb = fc.array(fc.constantFrom(0, 40_000_000, 120_000_000), { maxLength: 3 })

const toldArb = fc
  .tuple(fc.tuple(ledgerArb, ledgerArb, ledgerArb), earlierArb)
  .chain(([ledgers, earlier]) => {
    const words: readonly Word[] = [
      ...bankIds.flatMap((bankId, at) => wordsOf(bankId, ledgers[at] as Ledger)),
      ...earlier.map((outFen, at) => ({ version: at + 1, outFen })),
    ]
    const twice = [...words, ...words]
    return fc.record({
      ledgers: fc.constant(ledgers),
      earlierFen: fc.constant(earlier.at(-1) ?? 0),
      limitFen: fc.constantFrom(undefined, 50_000_000, 130_000_000, 400_000_000),
      told: fc.shuffledSubarray(twice, { minLength: twice.length }),
    })
  })

/** What an event says the lines went over; '' once they are back. */
const said = ({ type, data }: PlanEvent): readonly string[] => {
  if (type === 'exposure-eased.v1') return ['']
  return type === 'exposure-warned.v1' ? [(data.over ?? []).join()] : []
}

const outOf = ({ granted, lines, end }: Ledger): number => (granted && !end ? (lines.at(-1) ?? 0) : 0)

test.prop([toldArb], { numRuns: 5_000 })(
  'D4 whatever the order and however often told, the exposure is what the banks last said, and the last word on it says what it is over',
  ({ ledgers, earlierFen, limitFen, told }) => {
    let state = pushed(limitFen)
    const turns = ['']
    const notices = new Map<string, number>()
    for (const word of told) {
      const events = hear(state, word)
      state = events.reduce(planAggregate.evolve, state)
      turns.push(...events.flatMap(said))
      for (const { type } of events) {
        if (type === 'sibling-credited.v1' && 'bankId' in word)
          notices.set(word.bankId, (notices.get(word.bankId) ?? 0) + 1)
      }
    }
    const out = ledgers.reduce((sum, ledger) => sum + outOf(ledger), 0)
    expect(isKnown(state) && grantedFen(state)).toBe(out)
    expect(isKnown(state) && state.status).toBe('concluded')
    for (const [at, turn] of turns.slice(1).entries()) expect(turn).not.toBe(turns[at])
    const overSize = limitFen !== undefined && out > 0 && out + earlierFen > limitFen
    expect(turns.at(-1)).toBe(
      [...(out > 100_000_000 ? ['demand'] : []), ...(overSize ? ['size'] : [])].join(),
    )
    expect([...notices.values()].every(count => count <= 2)).toBe(true)
  },
)
