import { SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testSealer } from '#shared/keys/testing.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { type Claims, harness, silentLog } from '#shared/testing/harness.ts'
import type { BankQueues } from './bank-queues.ts'
import { bankGatewayService } from './handlers.ts'
import { bodies } from './testing/feedback.ts'
import { dispatched } from './testing/referral.ts'
import { testWebhooks } from './testing/webhooks.ts'

const bank: Claims = { sub: 'bank-client', role: 'bank', region: '511702', bank: dispatched.bankId }
const emptyQueues: BankQueues = {
  ensure: async bankId => bankId,
  urlOf: async () => undefined,
  admit: async () => 'closed',
  receive: async () => [],
  acknowledge: async (_bankId, handles) => handles.map(() => false),
  extend: async (_bankId, handles) => handles.map(() => false),
  hide: async () => undefined,
  put: async () => undefined,
  deadLetters: async () => 0,
}

const sealer = testSealer()
let store: TestTable
let http: ReturnType<typeof start>
const start = () =>
  harness(bankGatewayService, {
    table: store.table,
    sqs: new SQSClient({ region: 'local' }),
    province: '51',
    clock: () => '2026-03-31T02:00:00.000Z',
    log: silentLog,
    sealer,
    bankQueues: emptyQueues,
    ...testWebhooks(),
  })

beforeAll(async () => {
  store = await startTestTable()
  http = start()
  const contact = { ...dispatched.contact, sealed: await sealer.seal('{}', dispatched.uscc) }
  await http.receive('referral-dispatched.v1', { ...dispatched, contact }, 'plan@1.0')
  for (const type of ['accepted', 'contacted', 'materials-completed'] as const) await feed(bodies[type])
})
afterAll(async () => await store?.stop())

const feed = async (body: unknown) =>
  await http.call(bank, 'POST', `/bank/v1/referrals/${dispatched.referralId}/feedback`, body)

const { granted, refused } = bodies
const { advice: _left, ...withoutAdvice } = refused.refusal
const grantWith = (change: object) => ({ ...granted, grant: { ...granted.grant, ...change } })

test.each([
  ['type unknown', { type: 'approved' }, '/type'],
  ['type missing', {}, '/type'],
  ['unknown field', { ...granted, remark: 'x' }, '/remark'],
  ['unknown field inside the grant', grantWith({ fee: 1 }), '/grant/fee'],
  ['E2 refusal without advice', { ...refused, refusal: withoutAdvice }, '/refusal/advice'],
  ['E2 refusal without anything', { type: 'refused', decidedOn: '2026-03-20' }, '/refusal'],
  ['E2 unknown reason', { ...refused, refusal: { ...refused.refusal, code: 'mood' } }, '/refusal/code'],
  ['amount as text', grantWith({ lineFen: '100' }), '/grant/lineFen'],
  ['amount zero', grantWith({ lineFen: 0 }), '/grant/lineFen'],
  ['amount negative', grantWith({ lineFen: -1 }), '/grant/lineFen'],
  ['amount in parts of a fen', grantWith({ lineFen: 0.5 }), '/grant/lineFen'],
  ['amount absurd', grantWith({ lineFen: 100_000_000_001 }), '/grant/lineFen'],
  ['rate absurd', grantWith({ rateBp: 3601 }), '/grant/rateBp'],
  ['collateral unknown', grantWith({ collateral: 'house' }), '/grant/collateral'],
  ['day that is none', { ...granted, decidedOn: '2026-02-30' }, '/decidedOn'],
  ['day in the future', { ...granted, decidedOn: '2026-04-01' }, '/decidedOn'],
  ['day before the material', { ...granted, decidedOn: '2026-03-11' }, '/decidedOn'],
  ['E5 fee above 1 %', { ...granted, guaranteeFeeBp: 101 }, '/guaranteeFeeBp'],
  ['H3 a name for a staff number', { ...bodies.contacted, accountManager: '陈某甲' }, '/accountManager'],
  [
    'H3 a phone for a staff number',
    { ...bodies.contacted, accountManager: '13800000001' },
    '/accountManager',
  ],
])('E3 %s → 422 with the field, in Chinese', async (_what, body, pointer) => {
  const answer = await feed(body)
  expect(answer.status).toBe(422)
  expect(answer.body.errors).toContainEqual({
    pointer,
    code: expect.any(String),
    detail: expect.stringMatching(/\p{Script=Han}/u),
  })
  expect(answer.body.detail).toMatch(/\p{Script=Han}/u)
})

test.each([
  ['receive', { max: 0 }, '/max'],
  ['receive', { max: 11 }, '/max'],
  ['receive', { waitSeconds: 21 }, '/waitSeconds'],
  ['receive', { visibilitySeconds: 9 }, '/visibilitySeconds'],
  ['receive', { maxMessages: 1 }, '/maxMessages'],
  ['acknowledge', {}, '/receipts'],
  ['acknowledge', { receipts: [] }, '/receipts'],
  ['acknowledge', { receipts: Array.from({ length: 11 }, () => 'x') }, '/receipts'],
  ['acknowledge', { receipts: [1] }, '/receipts/0'],
  ['extend', { receipts: ['x'], visibilitySeconds: 3601 }, '/visibilitySeconds'],
  ['extend', { receipts: ['x'] }, '/visibilitySeconds'],
  ['extend', { receipts: [], visibilitySeconds: 60 }, '/receipts'],
])('E3 %s %o → 422 %s', async (door, body, pointer) => {
  const answer = await http.call(bank, 'POST', `/bank/v1/referrals/${door}`, body)
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer])
  expect(answer.body.errors[0].detail).toMatch(/\p{Script=Han}/u)
})

test.each([
  ['status=open', '?status'],
  ['limit=0', '?limit'],
  ['limit=101', '?limit'],
  ['cursor=bm9uZQ', '?cursor'],
  ['state=offered', '?state'],
])('E3 ledger ?%s → 422 %s', async (query, pointer) => {
  const answer = await http.call(bank, 'GET', `/bank/v1/referrals?${query}`)
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, pointer])
})

test('E3 after all that the referral stands where it stood', async () => {
  const { body } = await http.call(bank, 'GET', `/bank/v1/referrals/${dispatched.referralId}`)
  expect(body).toMatchObject({ status: 'materials-completed', allowed: ['granted', 'refused', 'given-up'] })
  expect(body.history).toHaveLength(3)
})
