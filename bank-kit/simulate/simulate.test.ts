import { createServer } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { checkStack } from '../check-stack/check-stack.ts'
import { readFaults } from './faults.ts'
import { simulate, summaryOf } from './simulate.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** Answers whatever is asked by its path, and remembers the calls. */
const platform = async (answers: Readonly<Record<string, unknown>>) => {
  const calls: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    calls.push(path)
    response.writeHead(path in answers ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answers[path] ?? {}))
    request.resume()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return { calls, baseUrl: `http://127.0.0.1:${(server.address() as { port: number }).port}` }
}

const asked = (baseUrl: string, faults: string) => ({
  baseUrl,
  bankId: 'icbc',
  clientId: 'bank-icbc',
  secret: 's',
  seed: 1,
  faults: readFaults(faults),
  minutes: 1,
  untilEmpty: true,
})

const token = { access_token: 't', expires_in: 3600 }
const waiting = { items: [{ referralId: 'RF-1', status: 'offered' }] }

test('E7 a silent bank receives nothing, and is told what waits for it', async () => {
  const { calls, baseUrl } = await platform({ '/oidc/token': token, '/bank/v1/referrals': waiting })
  const told = await simulate(asked(baseUrl, 'silent'), () => undefined)
  expect(told).toMatchObject({ ok: true, waiting: 1, counts: {} })
  expect(calls).toEqual(['/oidc/token', '/bank/v1/referrals', '/bank/v1/referrals'])
  expect(summaryOf(told, ['silent'])).toContain('台账中另有 1 笔待接收')
})

test('E3 a token of another bank than the one named works for nobody: nothing is taken from its queue', async () => {
  const { calls, baseUrl } = await platform({
    '/oidc/token': token,
    '/bank/v1/referrals': { items: [], recipientMark: { bankId: 'drcb' } },
    '/bank/v1/referrals/receive': { messages: [] },
  })
  const at = { ...asked(baseUrl, ''), minutes: 0.002 }
  await expect(simulate(at, () => undefined)).rejects.toThrow('令牌属于银行 drcb，与 --bank icbc 不符')
  await expect(checkStack(at, () => undefined)).rejects.toThrow('与 --bank icbc 不符')
  expect(calls.filter(path => path.endsWith('/receive'))).toEqual([])
})

test('E3 a platform that offers a push it does not know is found out', async () => {
  const data = {
    referralId: 'RF-1',
    bankId: 'icbc',
    uscc: '91511702MAY000607B',
    demand: { amountFen: 50_000_000, termMonths: 12 },
  }
  const offer = { id: 'e1', type: 'cn.rongxie.bank-gateway.referral-offered.v1', data }
  const { baseUrl } = await platform({
    '/oidc/token': token,
    '/bank/v1/referrals': { items: [] },
    '/bank/v1/referrals/receive': { messages: [{ receipt: 'r1', event: offer, receives: 1 }] },
    '/bank/v1/referrals/acknowledge': { results: [{ receipt: 'r1', acknowledged: false, detail: '过期' }] },
  })
  const at = { ...asked(baseUrl, ''), untilEmpty: false, minutes: 0.002 }
  const told = await simulate(at, () => undefined)
  expect(told.ok).toBe(false)
  expect(told.surprises.join()).toMatch(/查询应为 200.*应全部确认/)
  expect(told.differences).toEqual(['RF-1 查询应为 200，实为 404'])
  expect(summaryOf(told, [])).toContain('✗ 未通过')
})

test('E3 a push that somebody else has worked on is left alone, and is no difference', async () => {
  const data = {
    ...{ referralId: 'RF-1', bankId: 'icbc', uscc: '91511702MAY000607B', otherBanks: 0, firstLoan: true },
    demand: { amountFen: 50_000_000, termMonths: 12 },
  }
  const offer = { id: 'e1', type: 'cn.rongxie.bank-gateway.referral-offered.v1', data }
  const { baseUrl, calls } = await platform({
    '/oidc/token': token,
    '/bank/v1/referrals': { items: [] },
    '/bank/v1/referrals/receive': { messages: [{ receipt: 'r1', event: offer, receives: 1 }] },
    '/bank/v1/referrals/acknowledge': { results: [{ receipt: 'r1', acknowledged: true }] },
    '/bank/v1/referrals/RF-1': {
      ...{ status: 'withdrawn', allowed: [], history: [{ type: 'accepted' }, { type: 'withdrawn' }] },
    },
  })
  const at = { ...asked(baseUrl, ''), untilEmpty: false, minutes: 0.002 }
  const told = await simulate(at, () => undefined)
  expect(told).toMatchObject({ ok: true, differences: [], statuses: {} })
  expect(told.counts).toMatchObject({ 已由他人办理而跳过: 1 })
  expect(calls.some(path => path.endsWith('/feedback'))).toBe(false)
})

test('a platform that is not there is named, with what the network said', async () => {
  const { baseUrl } = await platform({})
  for (const close of closing.splice(0)) close()
  await expect(simulate(asked(baseUrl, ''), () => undefined)).rejects.toThrow(
    new RegExp(`连接不上 ${baseUrl}（ECONNREFUSED）`),
  )
})
