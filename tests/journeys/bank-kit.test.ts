import { execFile } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Api } from '#infra/local/demo/api.ts'
import { openReceiver } from '../../bank-kit/simulate/receiver.ts'
import { verifyWebhook } from '../../bank-kit/snippets/verify-webhook.ts'
import { type Kit, liar, runKit } from '../support/bank-kit.ts'
import { eventually, startedStack } from '../support/started.ts'
import { declaredCase, passReview, recommendAndPush, withBanks } from '../support/story.ts'

let running: Awaited<ReturnType<typeof startedStack>>
let api: Api
let foreignReferral = ''

const kit = (command: string, bank: string, ...args: string[]) =>
  runKit(running.stack.baseUrl, command, bank, ...args)

/** The schedule of a minute, run every second: a journey does not wait for clocks. */
const hurried = async <T>(work: Promise<T>): Promise<T> => {
  let over = false
  const hurrying = (async () => {
    while (!over) {
      await running.stack.runtime.runSchedule('deliver-webhooks')
      await sleep(1000)
    }
  })()
  try {
    return await work
  } finally {
    over = true
    await hurrying
  }
}

/** Two banks an application; what each bank is here for stands with its test. */
const intended = [
  ['boc', 'ccb'],
  ['icbc', 'abc'],
  ['icbc', 'ccb'],
  ['ccb', 'abc'],
  ['cmb', 'icbc'],
  ['cmb', 'abc'],
  ['cmb', 'ccb'],
  ['boc', 'icbc'],
  ['boc', 'abc'],
] as const
const calledBack = 3

beforeAll(async () => {
  running = await startedStack('511702')
  api = running.api
  const office = api.as('task-force-511702')
  await office.put('/matching/v1/policies/511702', { profile: 'xinyang' })
  await withBanks(api, ['icbc', 'abc', 'ccb', 'boc', 'cmb'])
  const applicationIds = await Promise.all(
    intended.map(async (banks, number) => {
      const { applicationId } = await declaredCase(api, 60 + number, banks)
      await passReview(api, applicationId)
      return applicationId
    }),
  )
  const pushes = await recommendAndPush(api, applicationIds)
  foreignReferral = pushes.find(({ bankId }) => bankId === 'icbc')?.referralId ?? ''
  // One is called back before its banks have looked (C7).
  const recalled = applicationIds[calledBack] ?? ''
  const found = await office.get(`/review/v1/cases/${recalled}`)
  await office.post(
    `/review/v1/recommendation-lists/${String(found.body['listId'])}/removals`,
    {
      applicationId: recalled,
      reason: 'false-material',
      detail: '购销合同经核实为虚假',
      evidence: '核查笔录12号',
    },
    'remove',
  )
  await running.stack.settled()
})
afterAll(async () => {
  await running?.stop()
})

test('E3 the first push as the guide shows it: token, receive, accept, acknowledge', async context => {
  const curl = await promisify(execFile)('curl', ['--version']).catch(() => undefined)
  context.skip(curl === undefined, 'curl is not installed')
  const { stdout } = await promisify(execFile)('sh', ['bank-kit/snippets/first-referral.sh'], {
    env: {
      ...process.env,
      BASE_URL: running.stack.baseUrl,
      CLIENT_ID: 'bank-boc',
      CLIENT_SECRET: 'rongxie-local',
    },
  })
  const [fedBack, acknowledged, read] = stdout.trim().split('\n')
  expect(JSON.parse(fedBack ?? '')).toMatchObject({ status: 'accepted' })
  expect(JSON.parse(acknowledged ?? '').results[0]).toMatchObject({ acknowledged: true })
  expect(JSON.parse(read ?? '')).toMatchObject({ contact: { disclosed: true, phone: '19900000001' } })
})

/** Hides the last record of a push and a fen of what was lent. */
const forgetful = (method: string, path: string, text: string): string => {
  if (method !== 'GET' || !path.startsWith('/bank/v1/referrals/')) return text
  const body = JSON.parse(text) as { history: unknown[]; status: string }
  return JSON.stringify({ ...body, history: body.history.slice(0, -1) })
}

/** Shows the phone too early, keeps the state to itself and answers a replay with other bytes. */
const careless = (method: string, path: string, text: string): string => {
  if (method === 'GET' && path.startsWith('/bank/v1/referrals/'))
    return text.replace('199****0001', '19900000001')
  return path.endsWith('/feedback')
    ? `${text.replace(/"state":"(offered|refused)",/, '')}${' '.repeat(replays++)}`
    : text
}
let replays = 0

describe('banks side by side', () => {
  const overHttps = 'slow,doubled,out-of-order,clock-skew,partial-bulk'
  const overWebhook = 'wrong-signature,doubled,out-of-order'
  let came: readonly Kit[]
  beforeAll(async () => {
    const [one, other] = [
      await liar(running.stack.baseUrl, forgetful),
      await liar(running.stack.baseUrl, careless),
    ]
    came = await hurried(
      Promise.all([
        kit('simulate', 'icbc', '--until-empty', '--seed', '7', '--faults', overHttps),
        kit(
          'simulate',
          'abc',
          '--until-empty',
          '--seed',
          '7',
          '--faults',
          overWebhook,
          '--webhook-port',
          '0',
        ),
        kit('check-stack', 'ccb', '--foreign-referral', foreignReferral, '--webhook-port', '0'),
        runKit(one.url, 'simulate', 'boc', '--until-empty', '--seed', '7'),
        runKit(other.url, 'check-stack', 'cmb'),
      ]),
    )
    one.close()
    other.close()
  })

  test.each([
    ['HTTPS', 0, overHttps],
    ['webhook', 1, overWebhook],
  ] as const)(
    'E3 D4 C7 over %s, with every fault: what the bank said is what the platform shows',
    (_way, index, faults) => {
      const { code, text, told } = came[index] as Kit
      expect(code, text).toBe(0)
      expect(told.counts['反馈']).toBeGreaterThan(10)
      for (const fault of faults.split(','))
        expect(told.faults[fault], `${fault}\n${text}`).toBeGreaterThan(0)
    },
  )

  test('E1 E2 E3 E5 C7 D4 H3 the checker finds nothing that a bank could hold against the platform', () => {
    const { code, text, told } = came[2] as Kit
    expect(code, text).toBe(0)
    const untested = told.findings.filter(({ outcome }) => outcome === 'untested')
    // Whether another bank has granted by then is a matter of chance.
    expect(
      untested.filter(({ requirement }) => !requirement.startsWith('他行授信')),
      text,
    ).toEqual([])
  })

  test('E3 a platform that forgets a feedback is found out, and the run fails', () => {
    const { code, text, told } = came[3] as Kit
    expect(code, text).toBe(1)
    expect(told.differences.length, text).toBeGreaterThan(0)
    expect(text).toContain('与平台所示不一致')
  })

  test('E3 H3 a careless platform fails exactly where it is careless, and what was not tried is not passed', () => {
    const { code, text, told } = came[4] as Kit
    expect(code, text).toBe(1)
    const of = (outcome: string) =>
      told.findings.filter(each => each.outcome === outcome).map(({ requirement }) => requirement)
    expect(of('fail'), text).toEqual([
      '接收前联系方式脱敏',
      '越序反馈：409，说明当前状态与可反馈事项',
      '同键重发逐字节相同；同键换内容 422',
      '办结后再反馈：409，说明已办结',
      '批量同键重发逐字节相同',
    ])
    expect(of('untested')).toEqual(
      expect.arrayContaining(['他行的推送：404，查询与反馈都是', 'Webhook：登记、验签、换密钥、重放']),
    )
  })
})

test('E3 a secret is rotated: before, within and after the overlap each message verifies, and a replay brings the same ids', async () => {
  const bank = api.as('bank-icbc')
  const secrets: string[] = []
  const taken: string[] = []
  const receiver = await openReceiver({
    port: 0,
    secrets: () => secrets,
    take: ({ id, type }) => {
      if (!type.includes('ping')) taken.push(id)
    },
  })
  try {
    const set = await bank.put('/bank/v1/webhook', { url: receiver.url, signing: 'symmetric' })
    const old = String(set.body['secret'])
    secrets.push(old)
    const ping = async () => {
      const { body } = await bank.post('/bank/v1/webhook/test', {}, `ping ${Date.now()}`)
      expect(body).toMatchObject({ delivered: true })
      return receiver.calls.find(({ id }) => id === body['webhookId'])
    }
    expect(await ping()).toMatchObject({ signatures: 1, status: 204 })
    const rotated = await bank.post('/bank/v1/webhook/secret-rotation', { overlapHours: 1 }, 'rotate')
    const fresh = String(rotated.body['secret'])
    const both = await ping()
    expect(both).toMatchObject({ signatures: 2, status: 204 })
    for (const secret of [old, fresh])
      expect(verifyWebhook([secret], both?.headers ?? {}, both?.body ?? Buffer.of()).type).toContain('ping')
    // The bank goes over to the new one alone; the old signature on the call does not trouble it.
    secrets.splice(0, 1, fresh)

    const listed = await bank.get('/bank/v1/messages?limit=100')
    const messages = listed.body['messages'] as { cursor: string; event: { id: string } }[]
    const [first, ...later] = messages
    expect(later.length).toBeGreaterThan(2)
    const replayed = await bank.post('/bank/v1/webhook/replays', { after: first?.cursor }, 'replay')
    expect(replayed.body).toMatchObject({ replayed: later.length })
    const expected = later.map(({ event }) => event.id).sort()
    await hurried(
      eventually(
        async () => ({ status: 200, body: { came: new Set(taken).size } }),
        ({ body }) => Number(body['came']) >= expected.length,
      ),
    )
    expect([...new Set(taken)].sort()).toEqual(expected)
    expect(receiver.calls.filter(({ status }) => status !== 204)).toEqual([])
  } finally {
    await bank.put('/bank/v1/webhook', { url: receiver.url, signing: 'symmetric', paused: true })
    await receiver.stop()
  }
})
