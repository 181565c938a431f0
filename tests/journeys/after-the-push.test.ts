import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Api, Client, Reply } from '#infra/local/demo/api.ts'
import { eventually, startedStack } from '../support/started.ts'
import { declaredCase, passReview, recommendAndPush, withBanks } from '../support/story.ts'

let running: Awaited<ReturnType<typeof startedStack>>
let api: Api
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

beforeAll(async () => {
  running = await startedStack('511702')
  api = running.api
  await api.as('task-force-511702').put('/matching/v1/policies/511702', { profile: 'xinyang' })
  await withBanks(api, ['icbc', 'abc', 'ccb'])
})
afterAll(async () => {
  await running.stop()
})

type Message = { receipt: string; event: { type: string; data: Record<string, unknown> } }

/** All that lies in a bank's queue now, taken and acknowledged, until a message of the wanted type is among it. */
const takeUntil = async (bank: Client, type: string): Promise<Message> => {
  for (let tries = 0; tries < 20; tries += 1) {
    const taken = await bank.post('/bank/v1/referrals/receive', { max: 10, waitSeconds: 2 }, `take ${tries}`)
    const messages = taken.body['messages'] as Message[]
    if (messages.length > 0)
      await bank.post(
        '/bank/v1/referrals/acknowledge',
        { receipts: messages.map(({ receipt }) => receipt) },
        `ack ${tries}`,
      )
    const found = messages.find(({ event }) => event.type.includes(type))
    if (found) return found
  }
  throw new Error(`no ${type} came to the bank`)
}

const pushed = async (number: number, banks: readonly string[]) => {
  const { applicationId, uscc } = await declaredCase(api, number, banks)
  await passReview(api, applicationId)
  const pushes = await recommendAndPush(api, [applicationId])
  return {
    applicationId,
    uscc,
    referralOf: (bank: string) => pushes.find(push => push.bankId === bank)?.referralId ?? '',
  }
}

const upToComplete = async (bank: Client, referralId: string): Promise<void> => {
  const path = `/bank/v1/referrals/${referralId}`
  await eventually(
    () => bank.get(path),
    ({ status }) => status === 200,
  )
  for (const said of [
    { type: 'accepted' },
    { type: 'contacted', occurredOn: today },
    { type: 'materials-completed', occurredOn: today },
  ])
    expectDone(await bank.post(`${path}/feedback`, said, `${referralId} ${said.type}`))
}

const expectDone = (reply: Reply): Reply => {
  expect(reply.status, JSON.stringify(reply)).toBeLessThan(300)
  return reply
}

const grant = (lineFen: number) => ({
  type: 'granted',
  decidedOn: today,
  grant: {
    lineFen,
    rateBp: 360,
    termMonths: 12,
    collateral: 'credit',
    firstLoan: true,
    renewalWithoutRepayment: false,
  },
})

test('D4 two grants: the other bank learns of the first at once, in a band and without names; together they raise a warning', async () => {
  const { referralOf } = await pushed(31, ['icbc', 'abc'])
  const [first, second] = [api.as('bank-icbc'), api.as('bank-abc')]
  await upToComplete(first, referralOf('icbc'))
  await upToComplete(second, referralOf('abc'))
  expectDone(
    await first.post(`/bank/v1/referrals/${referralOf('icbc')}/feedback`, grant(40_000_000), 'first'),
  )
  const notice = await takeUntil(second, 'sibling-notice-offered')
  expect(notice.event.data).toMatchObject({
    referralId: referralOf('abc'),
    band: 'up-to-1m',
    demandCovered: false,
  })
  expect(JSON.stringify(notice)).not.toMatch(/icbc|40000000/)
  expectDone(
    await second.post(`/bank/v1/referrals/${referralOf('abc')}/feedback`, grant(40_000_000), 'second'),
  )
  const warned = await eventually(
    () => api.as('supervisor-511702').get('/reports/v1/warnings?region=511702'),
    ({ status, body }) =>
      status === 200 && (body['items'] as { kind: string }[]).some(({ kind }) => kind.includes('exposure')),
  )
  expect(warned.status).toBe(200)
})

test('C7 removed from the list: every bank that was told must acknowledge the recall', async () => {
  const { applicationId, referralOf } = await pushed(32, ['ccb'])
  const bank = api.as('bank-ccb')
  await eventually(
    () => bank.get(`/bank/v1/referrals/${referralOf('ccb')}`),
    ({ status }) => status === 200,
  )
  const office = api.as('task-force-511702')
  const found = await office.get(`/review/v1/cases/${applicationId}`)
  const listId = String(found.body['listId'])
  expectDone(
    await office.post(
      `/review/v1/recommendation-lists/${listId}/removals`,
      { applicationId, reason: 'false-material', detail: '购销合同经核实为虚假', evidence: '核查笔录12号' },
      'remove',
    ),
  )
  const recall = await takeUntil(bank, 'recall-offered')
  expect(recall.event.data).toMatchObject({ referralId: referralOf('ccb'), reason: 'removed' })
  const late = await bank.post(
    `/bank/v1/referrals/${referralOf('ccb')}/feedback`,
    { type: 'accepted' },
    'late',
  )
  expect(late.status).toBe(409)
  const chased = () => office.get('/matching/v1/recalls?region=511702')
  const isChased = (reply: Reply): boolean =>
    (reply.body['items'] as { referralId: string }[]).some(item => item.referralId === referralOf('ccb'))
  await eventually(chased, isChased)
  expectDone(await bank.post(`/bank/v1/referrals/${referralOf('ccb')}/recall-acknowledgement`, {}, 'seen'))
  await eventually(chased, reply => !isChased(reply))
})

test('B5 consent taken back: what was pushed is recalled and nothing more goes out', async () => {
  const { uscc, referralOf } = await pushed(33, ['abc'])
  const township = api.as('task-force-511702')
  expectDone(
    await township.post(
      `/intake/v1/entities/${uscc}/consents/withdrawals`,
      { reason: '企业另有打算' },
      'withdraw',
    ),
  )
  const recall = await takeUntil(api.as('bank-abc'), 'recall-offered')
  expect(recall.event.data).toMatchObject({ referralId: referralOf('abc'), reason: 'withdrawn' })
})

test('F1 refused, coached, repaired: the short way back, and the same bank first', async () => {
  const { applicationId, referralOf } = await pushed(34, ['icbc'])
  const bank = api.as('bank-icbc')
  await upToComplete(bank, referralOf('icbc'))
  expectDone(
    await bank.post(
      `/bank/v1/referrals/${referralOf('icbc')}/feedback`,
      {
        type: 'refused',
        decidedOn: today,
        refusal: {
          code: 'cash-flow',
          problem: '流水不足以覆盖还款',
          advice: '增加结算流水',
          repairable: true,
        },
      },
      'refuse',
    ),
  )
  const office = api.as('task-force-511702')
  const opened = await eventually(
    () => office.get('/review/v1/coachings?region=511702'),
    ({ status, body }) =>
      status === 200 &&
      (body['items'] as { applicationId: string }[]).some(item => item.applicationId === applicationId),
  )
  const coaching = (opened.body['items'] as { applicationId: string; coachingId: string }[]).find(
    item => item.applicationId === applicationId,
  )
  expectDone(
    await office.post(
      `/review/v1/coachings/${coaching?.coachingId}/outcome`,
      { outcome: 'repaired', proof: '近三月流水已补充' },
      'repaired',
    ),
  )
  await eventually(
    () => office.get(`/review/v1/cases/${applicationId}`),
    ({ body }) => body['stage'] === 'leader-review',
  )
  expectDone(
    await api
      .as('leader-511702')
      .post(
        `/review/v1/cases/${applicationId}/reviews`,
        { level: 'leader', outcome: 'pass', opinion: '流水已补足，同意再次推荐' },
        'again',
      ),
  )
  const [push, ...others] = await recommendAndPush(api, [applicationId], 2)
  expect(push?.bankId).toBe('icbc')
  expect(others).toEqual([])
  expect(push?.referralId).not.toBe(referralOf('icbc'))
  await upToComplete(bank, push?.referralId ?? '')
  const path = `/bank/v1/referrals/${push?.referralId}`
  expectDone(await bank.post(`${path}/feedback`, grant(40_000_000), 'granted after all'))
  const drawn = { type: 'drawn', drawnOn: today, amountFen: 40_000_000 }
  const lent = expectDone(await bank.post(`${path}/feedback`, drawn, 'drawn after all'))
  expect(lent.body).toMatchObject({ status: 'drawn' })
})

test('E7 a bank that stays silent: the task force is told, the referral called back, the next bank gets it', async () => {
  const office = api.as('task-force-511702')
  expectDone(
    await office.put('/matching/v1/policies/511702', {
      profile: 'xinyang',
      acceptWithinHours: 1,
      onSilence: 'next-bank',
      maxInstitutions: 1,
      reason: '试行逾期改推',
    }),
  )
  const { applicationId, referralOf } = await pushed(35, ['ccb', 'abc'])
  const [silent, next] = referralOf('ccb') === '' ? ['abc', 'ccb'] : ['ccb', 'abc']
  expect(referralOf(next)).toBe('')
  const { runtime, settled } = running.stack
  await settled()
  runtime.putClockForward(2 * 3_600_000)
  await runtime.runSchedule('sweep')
  await settled()
  const recall = await takeUntil(api.as(`bank-${silent}`), 'recall-offered')
  expect(recall.event.data).toMatchObject({ referralId: referralOf(silent), reason: 'unaccepted' })
  const warnings = await api.as('supervisor-511702').get('/reports/v1/warnings?region=511702')
  const about = (warnings.body['items'] as { referralId?: string; kind: string }[]).filter(
    item => item.referralId === referralOf(silent),
  )
  expect(about.length).toBeGreaterThan(0)

  const batch = expectDone(
    await office.post(
      '/matching/v1/batches',
      { regionCode: '511702', applicationIds: [applicationId] },
      'next',
    ),
  )
  const whole = await office.get(`/matching/v1/batches/${String(batch.body['batchId'])}`)
  const [push] = whole.body['pushes'] as { bankId: string; referralId: string }[]
  expect(push?.bankId).toBe(next)
  const late = await api
    .as(`bank-${silent}`)
    .post(`/bank/v1/referrals/${referralOf(silent)}/feedback`, { type: 'accepted' }, 'too late')
  expect(late.status).toBe(409)
  await upToComplete(api.as(`bank-${next}`), push?.referralId ?? '')
})
