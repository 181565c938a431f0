import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EventData, eventContracts } from '#shared/contracts/events.ts'
import { openDeltasOf } from '../../domain/open-deltas.ts'
import { settledBy, warningKindLabels } from '../../domain/warning.ts'
import { isOpen, type Watch, watchDefinition, watchViews } from '../../domain/watch.ts'
import { watchingOf } from './on-event.ts'
import { type WatchedEvent, words } from './words.ts'

const applicationId = '91511702MA6AAAAA1A-01'
const at = { uscc: '91511702MA6AAAAA1A', regionCode: '511702', applicationId }
const referral = (bankId: string) => ({
  ...at,
  referralId: `${applicationId}-${bankId}`,
  bankId,
  institutionId: bankId.slice(0, 4),
})

type Told = { readonly name: WatchedEvent; readonly data: EventData<WatchedEvent> }
const told = <N extends WatchedEvent>(name: N, data: EventData<N>): Told => ({
  name,
  data: eventContracts[name].parse(data) as EventData<WatchedEvent>,
})

type Clock = EventData<'clock-warned.v1'>
const clock = (level: Clock['level'], over: Partial<Clock> = {}) =>
  told('clock-warned.v1', {
    ...referral('icbc-tongchuan'),
    clock: 'decision',
    level,
    dueOn: '2025-04-10',
    warnedOn: { 'near-due': '2025-04-07', due: '2025-04-10', overdue: '2025-04-11' }[level],
    ...over,
  })
const decided = (bankId = 'icbc-tongchuan') =>
  told('credit-decided.v1', {
    ...referral(bankId),
    outcome: 'given-up',
    decidedOn: '2025-04-11',
    reason: '企业放弃',
  })
const misused = told('loan-misused.v1', {
  ...referral('icbc-tongchuan'),
  kind: 'misuse',
  problem: '贷款转入股市',
  reportedOn: '2025-06-01',
})

/** The watch after these events, and the open numbers of the county as the increments left them. */
const after = (...history: readonly Told[]) => {
  let watch: Watch = watchDefinition.initial
  const numbers: Record<string, number> = {}
  for (const { name, data } of history) {
    const decision = watchingOf(name, data)?.(watch)
    const events = decision?.kind === 'accepted' ? decision.events : []
    watch = events.reduce(watchDefinition.evolve, watch)
    for (const { pk, add } of openDeltasOf(events))
      if (pk.startsWith('W#'))
        for (const [metric, by] of Object.entries(add)) numbers[metric] = (numbers[metric] ?? 0) + by
  }
  const listed = watchViews(watch).filter(({ list }) => list !== undefined)
  const shown = Object.fromEntries(Object.entries(numbers).filter(([, n]) => n !== 0))
  return { watch, listed, shown }
}

test('E7 a clock stands once on the list, at the gravest level heard of', () => {
  const { listed, shown } = after(clock('near-due'), clock('overdue'), clock('due'), clock('overdue'))
  expect(listed).toHaveLength(1)
  expect(listed[0]).toMatchObject({
    list: { pk: 'warnings#511700', sk: `511702#2025-04-11#decision-clock.${applicationId}-icbc-tongchuan` },
    data: { kind: 'decision-clock', level: 'overdue', bankId: 'icbc-tongchuan' },
  })
  expect(shown).toEqual({ overdue: 1 })
})

test('E7 the decision of one bank settles its warnings and not those of another', () => {
  const other = clock('due', referral('abc-tongchuan'))
  const { listed, shown } = after(clock('due'), other, decided())
  expect(listed.map(({ data }) => data.bankId)).toEqual(['abc-tongchuan'])
  expect(shown).toEqual({ due: 1 })
})

test('E7 a settlement heard of first settles the warning that comes after it', () => {
  expect(after(decided(), clock('overdue')).listed).toEqual([])
  expect(after(decided(), clock('overdue')).shown).toEqual({})
})

test('E7 acceptance settles silence only, a decision or an acknowledged recall every clock of the referral', () => {
  const kinds = Object.keys(warningKindLabels)
  const settled = Object.entries(settledBy).map(([by, ended]) => [
    by,
    kinds.filter(k => ended.includes(k as never)),
  ])
  expect(Object.fromEntries(settled)).toEqual({
    accepted: ['acceptance-clock', 'unaccepted'],
    decided: ['acceptance-clock', 'decision-clock', 'refusal-feedback-clock', 'unaccepted'],
    recalled: ['acceptance-clock', 'decision-clock', 'refusal-feedback-clock', 'unaccepted'],
    removed: ['misuse'],
  })
})

test('C7 E6 a misuse stays until the application is removed; D4 an exposure stays', () => {
  const exposure = told('exposure-warned.v1', {
    ...at,
    demandFen: 100,
    grantedFen: 150,
    banks: 2,
    warnedOn: '2025-05-01',
  })
  const removed = told('application-removed.v1', {
    ...at,
    listId: 'l-1',
    reason: 'misuse',
    detail: '挪用贷款',
    removedOn: '2025-06-10',
  })
  expect(after(misused, exposure, decided()).shown).toEqual({ misuse: 1, exposure: 1 })
  expect(after(misused, exposure, removed).shown).toEqual({ exposure: 1 })
})

test('H3 what was written about a misuse stays with the task force and is on no list', () => {
  expect(JSON.stringify(after(misused).listed)).not.toContain('股市')
})

const events: readonly Told[] = ['icbc-tongchuan', 'abc-tongchuan'].flatMap(bankId => [
  ...(['near-due', 'due', 'overdue'] as const).flatMap(level =>
    (['acceptance', 'decision', 'refusal-feedback'] as const).map(of =>
      clock(level, { ...referral(bankId), clock: of }),
    ),
  ),
  told('referral-unaccepted.v1', {
    ...referral(bankId),
    offeredOn: '2025-04-01',
    hours: 24,
    noticedOn: '2025-04-02',
  }),
  told('referral-accepted.v1', { ...referral(bankId), acceptedOn: '2025-04-03' }),
  told('recall-acknowledged.v1', { ...referral(bankId), acknowledgedOn: '2025-04-04' }),
  decided(bankId),
  misused,
])

test('E7 D4 in any order, told any number of times, the same warnings are open and the numbers count them', () => {
  expect(Object.keys(words).length).toBe(8)
  const some = fc.subarray([...events]).chain(kept =>
    fc.record({
      kept: fc.constant(kept),
      told: fc
        .shuffledSubarray([...kept, ...kept], { minLength: kept.length * 2 })
        .map(all => all as readonly Told[]),
    }),
  )
  fc.assert(
    fc.property(some, ({ kept, told: any }) => {
      const [one, two] = [after(...kept), after(...any)]
      const rows = (all: typeof one.listed) => all.map(({ data }) => data.warningId).sort()
      expect(rows(two.listed)).toEqual(rows(one.listed))
      expect(two.shown).toEqual(one.shown)
      const open = Object.values(two.watch.warnings).filter(warning => isOpen(two.watch, warning))
      expect(Object.values(two.shown).reduce((sum, n) => sum + n, 0)).toBe(open.length)
    }),
    { numRuns: 1500 },
  )
})
