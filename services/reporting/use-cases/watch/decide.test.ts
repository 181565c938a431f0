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

type Told = {
  readonly name: WatchedEvent
  readonly data: EventData<WatchedEvent>
  readonly sequence: number
}
const told = <N extends WatchedEvent>(name: N, data: EventData<N>, sequence = 1): Told => ({
  name,
  sequence,
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
  for (const { name, data, sequence } of history) {
    const decision = watchingOf(name, data, sequence, '51')?.decide(watch)
    const events = decision?.kind === 'accepted' ? decision.events : []
    watch = events.reduce(watchDefinition.evolve, watch)
    for (const { pk, add } of openDeltasOf(events))
      if (pk.startsWith('W#') && add)
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
    'called-back': ['acceptance-clock', 'decision-clock', 'refusal-feedback-clock', 'unaccepted'],
    recalled: ['acceptance-clock', 'decision-clock', 'refusal-feedback-clock', 'recall-clock', 'unaccepted'],
    removed: ['misuse'],
    eased: ['exposure'],
    done: ['coaching', 'slip', 'fact-request'],
    enabled: ['webhook'],
  })
})

test('C7 E6 a misuse stays until the application is removed; D4 an exposure until the lines are back under the threshold', () => {
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
  const eased = told('exposure-eased.v1', { ...at, grantedFen: 50, easedOn: '2025-07-01' }, 2)
  expect(after(misused, exposure, eased).shown).toEqual({ misuse: 1 })
})

test('H3 what was written about a misuse stays with the task force and is on no list', () => {
  expect(JSON.stringify(after(misused).listed)).not.toContain('股市')
})

const exposed = (sequence: number, grantedFen: number) =>
  told(
    'exposure-warned.v1',
    { ...at, demandFen: 100, grantedFen, banks: 2, warnedOn: `2025-05-0${sequence}` },
    sequence,
  )
const easedAt = (sequence: number) =>
  told('exposure-eased.v1', { ...at, grantedFen: 50, easedOn: `2025-05-0${sequence}` }, sequence)

test('D4 warned, eased and warned again: the newest word counts, in whatever order it is heard', () => {
  const [first, eased, second] = [exposed(3, 300), easedAt(4), exposed(5, 200)]
  for (const order of [
    [first, eased, second],
    [second, eased, first],
    [eased, second, first, eased],
    [second, first, eased],
  ]) {
    const { shown, listed } = after(...order)
    expect(shown).toEqual({ exposure: 1 })
    expect(listed.map(({ data }) => data.grantedFen)).toEqual([200])
  }
  expect(after(first, second, eased, easedAt(6)).shown).toEqual({})
})

test('D4 an exposure says what it is over and against which ceiling; an early one, over its demand', () => {
  const at9 = { ...at, demandFen: 100, grantedFen: 90, banks: 2, warnedOn: '2025-05-09' }
  const over = { over: ['size' as const], entityFen: 140, limitFen: 120 }
  const sized = told('exposure-warned.v1', { ...at9, ...over }, 9)
  const both = told('exposure-warned.v1', { ...at9, ...over, over: ['demand', 'size'] }, 10)
  expect(after(exposed(3, 300)).listed[0]?.data.over).toEqual(['demand'])
  expect(after(sized, exposed(3, 300)).listed).toMatchObject([{ data: over }])
  expect(after(both, sized).listed).toMatchObject([{ data: { ...over, over: ['demand', 'size'] } }])
  expect(after(sized, both).shown).toEqual({ exposure: 1 })
})

type Work = EventData<'work-warned.v1'>
const work = (level: Work['level'], sequence: number, over: Partial<Work> = {}) =>
  told(
    'work-warned.v1',
    {
      regionCode: '511702',
      townshipCode: '511702001',
      kind: 'coaching',
      workId: 'CO-1',
      responsible: 'township-511702001',
      level,
      dueOn: '2025-04-10',
      warnedOn: `2025-04-0${sequence}`,
      ...over,
    },
    sequence,
  )
const workDone = (sequence: number) =>
  told(
    'work-settled.v1',
    { regionCode: '511702', kind: 'coaching', workId: 'CO-1', settledOn: '2025-04-20' },
    sequence,
  )

test('E7 F1 late work stands once on the list with whose it is, at its newest level, until it is done', () => {
  const { listed, shown } = after(work('overdue', 4), work('near-due', 2), work('due', 3))
  expect(shown).toEqual({ overdue: 1 })
  expect(listed).toMatchObject([
    { data: { kind: 'coaching', level: 'overdue', workId: 'CO-1', responsible: 'township-511702001' } },
  ])
  expect(after(workDone(5), work('overdue', 4), work('near-due', 2)).shown).toEqual({})
  // F2: raised a level, it has another due day.
  const raised = work('near-due', 6, { dueOn: '2025-05-10' })
  expect(after(work('overdue', 4), raised).shown).toEqual({ nearDue: 1 })
  expect(after(raised, workDone(5), work('overdue', 4)).shown).toEqual({ nearDue: 1 })
})

test('C7 E7 a recall nobody acknowledged shows until the bank says that it has seen it; a decision does not end it', () => {
  const recall = clock('overdue', { clock: 'recall' })
  const seen = told('recall-acknowledged.v1', {
    ...referral('icbc-tongchuan'),
    acknowledgedOn: '2025-04-12',
  })
  expect(after(recall, decided()).listed.map(({ data }) => data.kind)).toEqual(['recall-clock'])
  expect(after(recall, seen).shown).toEqual({})
  expect(after(seen, recall).shown).toEqual({})
})

const calledBack = (reason: EventData<'referral-recalled.v1'>['reason'], bankId = 'icbc-tongchuan') =>
  told('referral-recalled.v1', { ...referral(bankId), reason, detail: '见通知', recalledOn: '2025-04-11' })

test('B5 C7 E7 a bank that is to stop is chased for its decision and its silence no more, for the recall until it has seen it', () => {
  const silence = clock('overdue', { clock: 'acceptance' })
  const unanswered = told('referral-unaccepted.v1', {
    ...referral('icbc-tongchuan'),
    offeredOn: '2025-04-01',
    hours: 24,
    noticedOn: '2025-04-02',
  })
  const recall = clock('overdue', { clock: 'recall' })
  const standing = [clock('overdue'), silence, unanswered, recall, clock('due', referral('abc-tongchuan'))]
  for (const reason of ['withdrawn', 'removed'] as const)
    for (const history of [
      [...standing, calledBack(reason)],
      [calledBack(reason), ...standing],
    ]) {
      const { listed, shown } = after(...history)
      expect(listed.map(({ data }) => data.warningId).sort()).toEqual([
        `decision-clock.${applicationId}-abc-tongchuan`,
        `recall-clock.${applicationId}-icbc-tongchuan`,
      ])
      expect(shown).toEqual({ due: 1, overdue: 1 })
    }
})

test('E7 a silent bank that was called back for its silence stays in view until it has seen the recall', () => {
  const silence = clock('overdue', { clock: 'acceptance' })
  expect(after(silence, calledBack('unaccepted')).shown).toEqual({ overdue: 1 })
})

test('E3 E7 a bank’s interface that was switched off shows in each region it serves until it works again', () => {
  const bank = { bankId: 'icbc-tongchuan', institutionId: 'icbc' }
  const regionCodes = ['511702', '511703', '511800', '000000']
  const off = (sequence: number, regions = regionCodes) =>
    told(
      'webhook-disabled.v1',
      {
        ...bank,
        regionCodes: regions,
        reason: '连续五日无一次送达',
        failingSince: '2025-03-01T02:00:00.000Z',
        disabledOn: '2025-03-06',
      },
      sequence,
    )
  const on = told('webhook-enabled.v1', { ...bank, regionCodes, enabledOn: '2025-03-08' }, 8)
  const { listed, shown } = after(off(7))
  expect(shown).toEqual({ webhook: 4 })
  expect(listed.map(({ list }) => list?.pk)).toEqual([
    'warnings#511700',
    'warnings#511700',
    'warnings#511800',
    'warnings#510000',
  ])
  expect(after(off(7), on).shown).toEqual({})
  expect(after(on, off(7)).shown).toEqual({})
  expect(after(on, off(9, ['511702']), off(7)).shown).toEqual({ webhook: 1 })
})

const events: readonly Told[] = ['icbc-tongchuan', 'abc-tongchuan'].flatMap(bankId => [
  ...(['near-due', 'due', 'overdue'] as const).flatMap(level =>
    (['acceptance', 'decision', 'refusal-feedback', 'recall'] as const).map(of =>
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
  calledBack('withdrawn', bankId),
  calledBack('unaccepted', bankId),
  told('recall-acknowledged.v1', { ...referral(bankId), acknowledgedOn: '2025-04-04' }),
  decided(bankId),
  misused,
  ...[2, 4, 6].map(n => exposed(n, n * 100)),
  ...[3, 5].map(easedAt),
])

test('E7 D4 in any order, told any number of times, the same warnings are open and the numbers count them', () => {
  expect(Object.keys(words).length).toBe(14)
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
