import { expect, test } from 'vitest'
import { type Appeal, exemptionsOn, type Finding } from '../../domain/exemption.ts'
import { type Referral, referral, type State } from '../../domain/referral.ts'
import { apply, bodies, referralIn } from '../../testing/feedback.ts'
import { dispatched } from '../../testing/referral.ts'
import { decideExemption } from '../decide-exemption/decide.ts'
import { appealExemption } from './decide.ts'

const { bankId } = dispatched
const finding: Finding = {
  about: 'bad-loan',
  officer: 'KH-0071',
  finding: '贷前调查齐备，逾期由自然灾害造成',
  outcome: 'partly-exempt',
  reason: '贷后检查晚于规定一个月',
  decidedOn: '2026-04-10',
}
const filed: Appeal = {
  step: 'filed',
  exemption: 1,
  grounds: '贷后检查因道路中断顺延',
  filedOn: '2026-04-13',
}
const answered: Appeal = {
  step: 'decided',
  exemption: 1,
  outcome: 'changed',
  reason: '道路中断属实，予以免责',
  decidedOn: '2026-05-06',
}

const found = (state: State, change: Partial<Finding> = {}, today = '2026-04-10') =>
  decideExemption(state, bankId, { ...finding, ...change }, today)
const after = (
  state: State,
  decision: ReturnType<typeof found> | ReturnType<typeof appealExemption>,
): State => {
  if (decision.kind !== 'accepted') throw new Error(JSON.stringify(decision))
  return decision.events.reduce(referral.evolve, state)
}
const drawn = (): State => referralIn('drawn')

test('E8 a finding stands on record with its reason, only on a refusal or on money lent', () => {
  expect(found(drawn())).toMatchObject({ kind: 'accepted', result: [{ number: 1, ...finding }] })
  expect(found(referralIn('refused'), { about: 'refused-loan' }).kind).toBe('accepted')
  for (const [status, about] of [
    ['refused', 'bad-loan'],
    ['granted', 'bad-loan'],
    ['drawn', 'refused-loan'],
    ['given-up', 'refused-loan'],
    ['offered', 'refused-loan'],
  ] as const)
    expect(found(referralIn(status), { about })).toMatchObject({
      refusal: { code: 'not-exemptible', facts: { state: status } },
    })
})

test('E8 an appeal has a clock of its own: fifteen working days, holidays left out', () => {
  const appealed = after(drawn(), found(drawn()))
  const decision = appealExemption(appealed, bankId, filed, '2026-04-13')
  // 05-01 to 05-05 are holidays of 2026.
  expect(decision).toMatchObject({ result: [{ appeal: { state: 'running', dueOn: '2026-05-07' } }] })
  const waiting = after(appealed, decision)
  const on = (decidedOn: string) => appealExemption(waiting, bankId, { ...answered, decidedOn }, '2026-05-20')
  expect(on('2026-05-07')).toMatchObject({ result: [{ appeal: { state: 'met', outcome: 'changed' } }] })
  expect(on('2026-05-08')).toMatchObject({ result: [{ appeal: { state: 'overdue' } }] })
})

test('E8 the clock of an appeal filed before its year was published is told by the calendar once it is', () => {
  const appealed = after(drawn(), found(drawn()))
  if (appealed.status === 'unknown') throw new Error('lost')
  const due = { dueOn: '2026-05-04', rule: '其中2026年尚未公布', provisional: true }
  const [first] = appealed.exemptions
  if (!first) throw new Error('lost')
  const { filedOn, grounds } = filed
  expect(exemptionsOn([{ ...first, appeal: { grounds, filedOn, due } }], '2026-05-07')).toMatchObject([
    { appeal: { state: 'running', dueOn: '2026-05-07', provisional: false } },
  ])
})

test('E8 one appeal a finding, one answer an appeal, none against an exemption, none out of time', () => {
  const once = after(drawn(), found(drawn()))
  const twice = after(once, appealExemption(once, bankId, filed, '2026-04-13'))
  const thrice = after(twice, appealExemption(twice, bankId, answered, '2026-05-20'))
  const exempt = after(drawn(), found(drawn(), { outcome: 'exempt' }))
  const refusals = [
    [drawn(), filed, 'appeal-not-open'],
    [once, answered, 'appeal-not-open'],
    [twice, filed, 'appeal-not-open'],
    [thrice, answered, 'appeal-not-open'],
    [exempt, filed, 'appeal-not-open'],
    [once, { ...filed, filedOn: '2026-04-09' }, 'day-too-early'],
    [once, { ...filed, filedOn: '2026-05-21' }, 'day-in-future'],
    [twice, { ...answered, decidedOn: '2026-04-12' }, 'day-too-early'],
  ] as const
  for (const [state, appeal, code] of refusals)
    expect(appealExemption(state, bankId, appeal, '2026-05-20')).toMatchObject({
      refusal: { code, errors: [{ detail: expect.stringMatching(/\p{Script=Han}/u) }] },
    })
  expect(found(drawn(), { decidedOn: '2026-03-19' })).toMatchObject({ refusal: { code: 'day-too-early' } })
  expect(appealExemption(once, 'other-bank', filed, '2026-05-20')).toMatchObject({
    refusal: { code: 'not-found' },
  })
})

test('E8 a finding said twice word for word stands once, also after its appeal; another reason is another finding', () => {
  const once = after(drawn(), found(drawn()))
  const appealed = after(once, appealExemption(once, bankId, filed, '2026-04-13'))
  for (const state of [once, appealed])
    expect(found(state, {}, '2026-04-20')).toMatchObject({
      kind: 'accepted',
      events: [],
      result: [{ number: 1 }],
    })
  expect(found(once, { reason: '贷后检查晚于规定两个月' })).toMatchObject({ result: [{}, { number: 2 }] })
})

test('E8 the same tolerance for those who recommended: a finding says for whom it is, and appeals run alike', () => {
  expect(found(drawn())).toMatchObject({ result: [{ for: 'bank-officer' }] })
  const state = after(drawn(), found(drawn(), { for: 'recommender', officer: 'ZB-03' }))
  expect(state).toMatchObject({ exemptions: [{ for: 'recommender' }] })
  expect(appealExemption(state, bankId, filed, '2026-04-13')).toMatchObject({
    result: [{ for: 'recommender', officer: 'ZB-03', appeal: { state: 'running' } }],
  })
})

test('E8 a correction of the feedback leaves the findings as they are', () => {
  const state = after(drawn(), found(drawn()))
  const right = { ...bodies.drawn, amountFen: 1, corrects: 5, correctionReason: '放款金额录入有误' }
  expect(apply(state, right, '2026-04-11') as Referral).toMatchObject({ drawnFen: 1, exemptions: [finding] })
})
