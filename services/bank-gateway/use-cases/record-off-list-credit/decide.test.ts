import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eventContracts } from '#shared/contracts/events.ts'
import { type OffListState, offListCredit, offListViewsOf } from '../../domain/off-list-credit.ts'
import { offListBody, offListGround } from '../../testing/off-list.ts'
import type { OffListBody } from './body.ts'
import { recordOffListCredit } from './decide.ts'

const decide = (state: OffListState, change: Partial<OffListBody> = {}, ground = offListGround) =>
  recordOffListCredit(state, { ...offListBody, ...change }, ground)

const after = (state: OffListState, change: Partial<OffListBody> = {}): OffListState => {
  const decision = decide(state, change)
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision))
  return decision.events.reduce(offListCredit.evolve, state)
}

test('D7 the record is told exactly of its contract, with its comprehensive cost and without the bank’s reference', () => {
  const decision = decide(offListCredit.initial)
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const [told] = decision.events
  if (told?.type !== 'off-list-credit-recorded.v1') throw new Error(told?.type)
  expect(eventContracts[told.type].strict().parse(told.data)).toEqual(told.data)
  expect(told.data).toMatchObject({ revision: 1, recordedOn: '2026-03-31', drawnFen: 10_000_000 })
  expect(told.data.grant.comprehensiveCostBp).toBe(385)
  expect(JSON.stringify(told)).not.toContain('第18号')
})

test('D7 sent again it stays one; with other values it is a revision that says why and keeps the earlier', () => {
  const first = after(offListCredit.initial)
  expect(decide(first)).toMatchObject({ kind: 'accepted', events: [], result: { revision: 1 } })
  expect(decide(first, { drawnFen: 20_000_000 })).toMatchObject({
    refusal: { code: 'correction-without-reason', errors: [{ pointer: '/reason' }] },
  })
  const second = after(first, { drawnFen: 20_000_000, reason: '三月二十八日第二次放款' })
  expect(second).toMatchObject({
    current: { revision: 2, drawnFen: 20_000_000 },
    revisions: [
      { record: { revision: 1, drawnFen: 10_000_000 } },
      { record: { revision: 2 }, reason: '三月二十八日第二次放款' },
    ],
  })
})

test.each([
  ['a wrong code', { uscc: '92511702MA6A000331' }, 'code-invalid', '/uscc'],
  ['an unknown region', { regionCode: '511799' }, 'region-unknown', '/regionCode'],
  ['a city', { regionCode: '511700' }, 'region-unknown', '/regionCode'],
  ['another province', { regionCode: '411525' }, 'region-unknown', '/regionCode'],
  ['a day to come', { decidedOn: '2026-04-01' }, 'day-in-future', '/decidedOn'],
  ['an end to come', { endedOn: '2026-04-01' }, 'day-in-future', '/endedOn'],
  ['an end before the grant', { endedOn: '2026-03-19' }, 'day-too-early', '/endedOn'],
  ['more drawn than the line', { drawnFen: 40_000_001 }, 'line-exceeded', '/drawnFen'],
  [
    'a guarantee fee above 1 %',
    { grant: { ...offListBody.grant, guaranteeFeeBp: 101 } },
    'guarantee-fee-too-high',
    '/grant/guaranteeFeeBp',
  ],
] as const)('D7 E5 %s is refused with its field', (_what, change, code, pointer) => {
  expect(decide(offListCredit.initial, change)).toMatchObject({
    refusal: { code, errors: [{ pointer, detail: expect.stringMatching(/\p{Script=Han}/u) }] },
  })
})

test('D7 H3 an ID number in place of the code is refused and not repeated', () => {
  const sent = '110101199003070012'
  const decision = decide(offListCredit.initial, { uscc: sent })
  expect(decision).toMatchObject({ refusal: { code: 'code-invalid' } })
  expect(JSON.stringify(decision)).not.toContain(sent)
})

test('D7 an enterprise that the bank holds on the list is pointed to its referral', () => {
  expect(decide(offListCredit.initial, {}, { ...offListGround, heldReferralId: 'A-7.b' })).toMatchObject({
    refusal: { code: 'on-list', facts: { referralId: 'A-7.b' } },
  })
})

test('D4 D7 a credit that ended says its day, by an update like any other; the grant stays as it was', () => {
  const first = after(offListCredit.initial)
  const end = { endedOn: '2026-03-31' }
  expect(decide(first, end)).toMatchObject({ refusal: { code: 'correction-without-reason' } })
  const decision = decide(first, { ...end, reason: '贷款已全部结清' })
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  const [told] = decision.events
  if (told?.type !== 'off-list-credit-recorded.v1') throw new Error(told?.type)
  expect(eventContracts[told.type].strict().parse(told.data)).toEqual(told.data)
  expect(told.data).toMatchObject({ ...end, revision: 2, drawnFen: 10_000_000 })
  const ended = decision.events.reduce(offListCredit.evolve, first)
  expect(offListViewsOf(ended, 'OC-1')[0]?.data).toMatchObject(end)
  expect(after(ended, { reason: '结清系误报，仍有余额' })).not.toHaveProperty('current.endedOn')
})

test('D7 a credit from before the enterprise came on the list is kept up to date, and ended, where it stands', () => {
  const first = after(offListCredit.initial)
  const held = { ...offListGround, heldReferralId: 'A-7.b' }
  const end = { endedOn: '2026-03-31', reason: '贷款已全部结清' }
  expect(decide(first, end, held)).toMatchObject({ result: { revision: 2, endedOn: '2026-03-31' } })
  const other = { uscc: '91350100M000100Y43', reason: '主体填写有误，按合同更正' }
  expect(decide(first, other, held)).toMatchObject({ refusal: { code: 'on-list' } })
})

test('D7 H4 a credit named anew under another enterprise counts no more under the first', () => {
  const first = after(offListCredit.initial)
  const right = { uscc: '91350100M000100Y43', name: '通川区茶叶产销公司', reason: '主体填写有误，按合同更正' }
  const decision = decide(first, right)
  expect(decision).toMatchObject({
    events: [
      {
        type: 'off-list-credit-recorded.v1',
        data: { uscc: offListBody.uscc, name: offListBody.name, revision: 2, voided: true },
      },
      { type: 'off-list-credit-recorded.v1', data: { uscc: '91350100M000100Y43', revision: 2 } },
      { type: 'off-list-credit-noted' },
    ],
    result: { uscc: '91350100M000100Y43', revision: 2 },
  })
  const second = after(first, right)
  expect(second).toMatchObject({
    current: { uscc: '91350100M000100Y43' },
    revisions: [{}, { reason: right.reason }],
  })
  expect(second).not.toHaveProperty('revisions.2')
  expect(decide(second, { drawnFen: 1, ...right })).toMatchObject({
    events: [{ data: { uscc: '91350100M000100Y43', revision: 3 } }, {}],
  })
})

test('D7 A2 a credit is listed for its bank and for every region above it, and nowhere else', () => {
  const lists = offListViewsOf(after(offListCredit.initial), 'OC-1').flatMap(({ list }) => list?.pk ?? [])
  expect(lists).toEqual([
    'off-list#bank#tongchuan-bank',
    'off-list#bank#tongchuan-bank#511702',
    'off-list#region#511702',
    'off-list#region#511700',
    'off-list#region#510000',
    'off-list#region#000000',
  ])
  const moved = after(after(offListCredit.initial), { regionCode: '511703', reason: '主体所在区划填写有误' })
  expect(offListViewsOf(moved, 'OC-1').flatMap(({ list }) => list?.pk ?? [])).not.toContain(
    'off-list#region#511702',
  )
})

test('D7 whatever a bank sends: revisions count up by one, each that changes something says why', () => {
  const sent = fc.record({
    drawnFen: fc.constantFrom(0, 10_000_000, 20_000_000, 50_000_000),
    reason: fc.constantFrom('按借据更正放款金额', undefined),
  })
  fc.assert(
    fc.property(fc.array(sent, { maxLength: 12 }), all => {
      let state: OffListState = offListCredit.initial
      let expected = 0
      let stands: number | undefined
      for (const { drawnFen, reason } of all) {
        const decision = decide(state, { drawnFen, ...(reason ? { reason } : {}) })
        const right = drawnFen <= 40_000_000 && (stands === undefined || stands === drawnFen || reason)
        expect(decision.kind).toBe(right ? 'accepted' : 'refused')
        if (decision.kind !== 'accepted') continue
        if (stands !== drawnFen) expected += 1
        stands = drawnFen
        state = decision.events.reduce(offListCredit.evolve, state)
        expect(state).toMatchObject({ current: { revision: expected, drawnFen } })
        if (state.status === 'recorded') expect(state.revisions).toHaveLength(expected)
      }
    }),
    { numRuns: 500 },
  )
})
