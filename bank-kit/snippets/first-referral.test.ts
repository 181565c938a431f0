import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const event = (type: string) => ({
  type: `cn.rongxie.bank-gateway.${type}.v1`,
  data: { referralId: 'RF-1' },
})

/** A platform whose queue holds these, one a look; the calls that change something are remembered. */
const runAgainst = async (queue: readonly string[]) => {
  const waiting = queue.map(type => ({ messages: [{ receipt: `for ${type}`, event: event(type) }] }))
  const calls: string[] = []
  const answers: Readonly<Record<string, () => unknown>> = {
    '/oidc/token': () => ({ access_token: 't' }),
    '/bank/v1/referrals/receive': () => waiting.shift() ?? { messages: [] },
  }
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    const path = request.url ?? ''
    const known = path !== '/oidc/token' || request.headers.authorization === `Basic ${btoa('bank-x:right')}`
    if (!path.endsWith('/receive')) calls.push(`${path} ${body}`.trim())
    response.writeHead(known ? 200 : 401).end(JSON.stringify(known ? (answers[path]?.() ?? {}) : {}))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => server.close())
  const BASE_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const run = async (CLIENT_SECRET: string) => {
    const env = { ...process.env, BASE_URL, CLIENT_ID: 'bank-x', CLIENT_SECRET }
    try {
      await promisify(execFile)('sh', [join(import.meta.dirname, 'first-referral.sh')], { env })
      return 'done'
    } catch (error) {
      return (error as { stderr: string }).stderr.trim()
    }
  }
  return { run, calls }
}

test('E3 the first call finds a push behind notices, and acknowledges nothing but what it worked on', async () => {
  const { run, calls } = await runAgainst(['recall-offered', 'clock-warned', 'referral-offered'])
  expect(await run('right')).toBe('done')
  expect(calls.slice(1)).toEqual([
    '/bank/v1/referrals/RF-1/feedback {"type":"accepted"}',
    '/bank/v1/referrals/acknowledge {"receipts":["for referral-offered"]}',
    '/bank/v1/referrals/RF-1',
  ])
})

test('E3 a queue without a push, and a secret that is wrong, are said', async () => {
  const { run } = await runAgainst(['sibling-notice-offered'])
  expect(await run('wrong')).toMatch(/no token/)
  expect(await run('right')).toBe('no push in the queue')
})
