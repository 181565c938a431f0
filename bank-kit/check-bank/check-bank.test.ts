import { createServer, type IncomingMessage } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { openReceiver } from '../simulate/receiver.ts'
import { verifyWebhook } from '../snippets/verify-webhook.ts'
import { printed } from '../verdict.ts'
import { checkBank } from './check-bank.ts'

const secret = `whsec_${Buffer.from('the secret of one bank, 32 bytes').toString('base64')}`
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map(close => close()))
})

type Heard = { readonly headers: IncomingMessage['headers']; readonly body: Buffer }

/** A bank's endpoint that answers as it is told. */
const endpointOf = async (answer: (heard: Heard) => number | 'nothing'): Promise<string> => {
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', part => parts.push(part))
    request.on('end', () => {
      const status = answer({ headers: request.headers, body: Buffer.concat(parts) })
      if (status !== 'nothing') response.writeHead(status, { location: '/elsewhere' }).end()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/webhook`
}

const verified = ({ headers, body }: Heard, now?: number): boolean => {
  try {
    verifyWebhook([secret], headers, body, now)
    return true
  } catch {
    return false
  }
}

const failed = async (endpoint: string, boundMs?: number): Promise<readonly string[]> =>
  (await checkBank(endpoint, secret, boundMs))
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ requirement }) => requirement)

test('E3 a bank that verifies as the guide shows passes every requirement', async () => {
  const receiver = await openReceiver({ port: 0, secrets: () => [secret], take: () => undefined })
  closing.push(receiver.stop)
  const findings = await checkBank(receiver.url, secret)
  expect(
    findings.filter(({ outcome }) => outcome !== 'pass'),
    printed(findings),
  ).toEqual([])
  expect(findings).toHaveLength(14)
})

test('E3 a bank that believes everybody fails wherever a signature is wrong', async () => {
  expect(await failed(await endpointOf(() => 204))).toEqual([
    '签名错误答 4xx',
    '没有签名头答 4xx',
    '正文被改动答 4xx',
    '消息编号被改动答 4xx',
    '只有不认识的签名版本答 4xx',
    '时间戳早于 5 分钟答 4xx',
    '时间戳晚于 5 分钟答 4xx',
  ])
})

test('E3 a bank that never looks at the time fails the old and the early message alone', async () => {
  const atItsTime = (heard: Heard) => Number(heard.headers['webhook-timestamp']) * 1000
  const endpoint = await endpointOf(heard => (verified(heard, atItsTime(heard)) ? 204 : 401))
  expect(await failed(endpoint)).toEqual(['时间戳早于 5 分钟答 4xx', '时间戳晚于 5 分钟答 4xx'])
})

test('E3 a bank that calls a repeated message an error fails that alone', async () => {
  const seen = new Set<unknown>()
  const endpoint = await endpointOf(heard => {
    if (!verified(heard)) return 401
    const id = heard.headers['webhook-id']
    if (seen.has(id)) return 409
    seen.add(id)
    return 204
  })
  expect(await failed(endpoint)).toEqual(['同一消息送两次都答 2xx'])
})

test('E3 a bank that knows only today’s types, reads only the first signature or a small body fails those alone', async () => {
  const endpoint = await endpointOf(heard => {
    const first = String(heard.headers['webhook-signature']).split(' ')[0]
    if (!verified({ ...heard, headers: { ...heard.headers, 'webhook-signature': first } })) return 401
    if (heard.body.length > 100_000) return 413
    return heard.body.includes('something-new') ? 500 : 204
  })
  expect(await failed(endpoint)).toEqual([
    '换钥期间两个签名中有一个正确答 2xx',
    '不认识的事件类型答 2xx',
    '200 kB 的消息答 2xx',
  ])
})

test('E3 a bank that answers 410 to a bad signature would be switched off: told so', async () => {
  const findings = await checkBank(await endpointOf(heard => (verified(heard) ? 204 : 410)), secret)
  const wrong = findings.find(({ requirement }) => requirement === '签名错误答 4xx')
  expect(wrong).toMatchObject({ outcome: 'fail', seen: expect.stringContaining('永久停用') })
})

test('E3 a redirect and silence are no answers', async () => {
  expect(await failed(await endpointOf(() => 302))).toContain('签名正确的消息答 2xx')
  const findings = await checkBank(await endpointOf(() => 'nothing'), secret, 100)
  expect(findings[0]).toMatchObject({ outcome: 'fail', seen: expect.stringContaining('没有回答') })
  const nobody = await checkBank('http://127.0.0.1:1/webhook', secret)
  expect(nobody[0]).toMatchObject({ outcome: 'fail', seen: expect.stringContaining('连接不上') })
})
