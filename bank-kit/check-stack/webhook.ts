import { setTimeout as sleep } from 'node:timers/promises'
import { type Call, openReceiver, type Receiver } from '../simulate/receiver.ts'
import { verifyWebhook } from '../snippets/verify-webhook.ts'
import { type Check, type Finding, findingOf, required, untestable } from '../verdict.ts'
import { pauseWebhook, registerWebhook, rotateSecret } from '../webhook.ts'
import { answered, type Bench, check, pointedAt } from './bench.ts'

/** The platform looks for messages once a minute. */
const deliveryMs = 100_000

const until = async <T>(look: () => T | undefined, ms: number, otherwise: string): Promise<T> => {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(200)) {
    const seen = look()
    if (seen !== undefined) return seen
  }
  throw new Error(otherwise)
}

const verifies = (secret: string, { headers, body }: Call): boolean => {
  try {
    verifyWebhook([secret], headers, body)
    return true
  } catch {
    return false
  }
}

const ping = async ({ bank }: Bench, receiver: Receiver): Promise<Call> => {
  const { body } = answered(await bank.post('/bank/v1/webhook/test', {}), 200)
  required(body['delivered'] === true, `未送达：${String(body['problem'] ?? '')}`)
  return await until(
    () => receiver.calls.find(({ id }) => id === body['webhookId']),
    5000,
    `没有收到 ${String(body['webhookId'])}`,
  )
}

const standing = (bench: Bench, receiver: Receiver, secrets: string[]): readonly Check[] => {
  const { bank, asked } = bench
  const url = asked.webhookUrl ?? receiver.url
  return [
    check('H3', 'Webhook 地址为内网地址：422 并指明 /url', async () => {
      for (const bad of ['https://10.0.0.1/x', 'https://169.254.169.254/x', 'http://example.com/x'])
        pointedAt(await bank.put('/bank/v1/webhook', { url: bad, signing: 'symmetric' }), '/url')
      return '三种地址均 422'
    }),
    check('E3', '登记 Webhook，密钥只给一次', async () => {
      secrets.unshift(await registerWebhook(bank, url, asked.webhookSecret))
      const { text, body } = answered(await bank.get('/bank/v1/webhook'), 200)
      required(!text.includes('whsec_') && body['state'] === 'active', `现状不符：${text.slice(0, 160)}`)
      return `现状 ${String(body['state'])}，不含密钥`
    }),
    check('E3', 'ping 送达，签名可验', async () => {
      const call = await ping(bench, receiver)
      required(call.status === 204, `本机验签未过：${call.problem ?? ''}`)
      return `${call.signatures} 个签名`
    }),
    check('E3', '换密钥：重叠期内新旧密钥各自可验', async () => {
      const [old] = secrets
      if (old === undefined) throw untestable('没有登记成功')
      const fresh = await rotateSecret(bank, 1)
      secrets.unshift(fresh)
      const call = await ping(bench, receiver)
      required(verifies(old, call) && verifies(fresh, call), '新旧密钥未能各自验签')
      return `${call.signatures} 个签名，新旧均可验`
    }),
  ]
}

type Page = {
  readonly messages: readonly { readonly cursor: string; readonly event: { readonly id: string } }[]
  readonly nextCursor?: string
  readonly more: boolean
}

/** Everything ever sent to this bank, from the first on. */
const allMessages = async ({ bank }: Bench): Promise<Page['messages']> => {
  const messages: Page['messages'][number][] = []
  let after = ''
  for (let more = true; more; ) {
    const { body } = answered(await bank.get(`/bank/v1/messages?limit=100${after}`), 200)
    const page = body as unknown as Page
    messages.push(...page.messages)
    after = `&after=${encodeURIComponent(page.nextCursor ?? '')}`
    more = page.more
  }
  return messages
}

const replay = (bench: Bench, receiver: Receiver): readonly Check[] => {
  const { bank } = bench
  return [
    check('E3', '历史消息可自游标起逐页查询，编号与队列中相同', async () => {
      const ids = (await allMessages(bench)).map(({ event }) => event.id)
      required(new Set(ids).size === ids.length, '编号有重复')
      const missing = [...bench.pushes, ...bench.notices].filter(({ event }) => !ids.includes(event.id))
      required(missing.length === 0, `缺 ${missing.length} 条：${missing[0]?.event.id ?? ''}`)
      pointedAt(await bank.get('/bank/v1/messages?after=made-up'), '?after')
      return `${ids.length} 条`
    }),
    check('E3', '自游标起重放：以相同编号再次送达', async () => {
      const [first, second] = await allMessages(bench)
      if (!first || !second) throw untestable('历史消息不足两条')
      const { body } = answered(await bank.post('/bank/v1/webhook/replays', { after: first.cursor }), 200)
      const call = await until(
        () => receiver.calls.find(({ id, status }) => id === second.event.id && status === 204),
        deliveryMs,
        `${deliveryMs / 1000} 秒内没有再次收到 ${second.event.id}`,
      )
      return `重放 ${String(body['replayed'])} 条，${call.id} 再次送达`
    }),
  ]
}

/** The webhook, where the bank gives a port to listen on; left paused afterwards. */
export const webhookFindings = async (bench: Bench): Promise<readonly Finding[]> => {
  const { webhookPort, webhookUrl } = bench.asked
  if (webhookPort === undefined)
    return [
      {
        rule: 'E3',
        requirement: 'Webhook：登记、验签、换密钥、重放',
        outcome: 'untested',
        seen: '未给出 --webhook-port',
      },
    ]
  const secrets: string[] = []
  const receiver = await openReceiver({ port: webhookPort, secrets: () => secrets, take: () => undefined })
  try {
    const findings: Finding[] = []
    for (const each of [...standing(bench, receiver, secrets), ...replay(bench, receiver)])
      findings.push(await findingOf(each))
    if (secrets.length > 0) await pauseWebhook(bench.bank, webhookUrl ?? receiver.url)
    return findings
  } finally {
    await receiver.stop()
  }
}
