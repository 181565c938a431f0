import { type Check, type Finding, findingOf, required } from '../verdict.ts'
import { type Answered, deliver, type Endpoint, patienceMs } from './deliver.ts'
import { sampleEvent, type Webhook, webhookOf } from './sign.ts'

const rule = 'Standard Webhooks'
const said = ({ status, ms }: Answered): string => `${status}，${ms} 毫秒`

const taken = (answer: Answered): string => {
  required(answer.status >= 200 && answer.status < 300, `应为 2xx，实为 ${said(answer)}`)
  return said(answer)
}

/** 410 tells the platform to stop for good: a bad signature must not switch the bank off. */
const turnedAway = (answer: Answered): string => {
  required(answer.status >= 400 && answer.status < 500, `应为 4xx（建议 401），实为 ${said(answer)}`)
  required(answer.status !== 410, '410 表示永久停用，平台将停止推送；验签失败请答 401')
  return said(answer)
}

const otherSecret = `whsec_${Buffer.from('another secret of the same size').toString('base64')}`

/** What a bank's webhook must do, each requirement tried once against its test endpoint. */
const checksOf = (to: Endpoint, secret: string): readonly Check[] => {
  const fresh = (): Webhook => {
    const id = `kit#${Date.now()}-${Math.random()}@1.0`
    return webhookOf(secret, sampleEvent(id), { id })
  }
  const send = (webhook: Webhook, headers?: Readonly<Record<string, string>>) => deliver(to, webhook, headers)
  const check = (requirement: string, attempt: () => Promise<string>, by = rule): Check => ({
    rule: by,
    requirement,
    try: attempt,
  })
  const aged = (minutes: number): Webhook =>
    webhookOf(secret, sampleEvent('kit#aged@1.0'), { at: Date.now() + minutes * 60_000 })
  return [
    check('签名正确的消息答 2xx', async () => taken(await send(fresh()))),
    check('签名错误答 4xx', async () =>
      turnedAway(await send({ ...fresh(), signature: webhookOf(otherSecret, fresh().body).signature })),
    ),
    check('没有签名头答 4xx', async () => turnedAway(await send(fresh(), { 'webhook-signature': '' }))),
    check('正文被改动答 4xx', async () =>
      turnedAway(await send({ ...fresh(), body: sampleEvent('kit#altered@1.0') })),
    ),
    check('消息编号被改动答 4xx', async () => turnedAway(await send({ ...fresh(), id: 'kit#another@1.0' }))),
    check('只有不认识的签名版本答 4xx', async () =>
      turnedAway(await send({ ...fresh(), signature: fresh().signature.replace('v1,', 'v9,') })),
    ),
    check('时间戳早于 5 分钟答 4xx', async () => turnedAway(await send(aged(-6)))),
    check('时间戳晚于 5 分钟答 4xx', async () => turnedAway(await send(aged(6)))),
    check('换钥期间两个签名中有一个正确答 2xx', async () => {
      const webhook = fresh()
      const other = webhookOf(otherSecret, webhook.body, { id: webhook.id }).signature
      return taken(await send({ ...webhook, signature: `${other} ${webhook.signature}` }))
    }),
    check(
      '同一消息送两次都答 2xx',
      async () => {
        const webhook = fresh()
        const first = taken(await send(webhook))
        return `${first}；${taken(await send(webhook))}`
      },
      'E3',
    ),
    check(
      '不认识的事件类型答 2xx',
      async () => {
        const id = 'kit#unknown-type@1.0'
        const body = sampleEvent(`${id}${Date.now()}`, 'cn.rongxie.bank-gateway.something-new.v1')
        return taken(await send(webhookOf(secret, body)))
      },
      'E3',
    ),
    check('200 kB 的消息答 2xx', async () =>
      taken(await send(webhookOf(secret, sampleEvent('kit#large@1.0', undefined, '大'.repeat(66_000))))),
    ),
    check('非 UTF-8 正文不出错（不得 5xx）', async () => {
      const answer = await send(webhookOf(secret, Buffer.from([0x7b, 0xff, 0xfe, 0x80, 0x7d])))
      required(answer.status < 500, `应为 4xx，实为 ${said(answer)}`)
      return said(answer)
    }),
    check(`十条同时到达，均在 ${to.boundMs / 1000} 秒内答 2xx`, async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(fresh())))
      for (const answer of answers) taken(answer)
      return `最慢 ${Math.max(...answers.map(({ ms }) => ms))} 毫秒`
    }),
  ]
}

/** Walks a bank's test endpoint; requirements are tried one after the other. */
export const checkBank = async (
  endpoint: string,
  secret: string,
  boundMs: number = patienceMs,
): Promise<readonly Finding[]> => {
  const findings: Finding[] = []
  for (const check of checksOf({ endpoint, boundMs }, secret)) findings.push(await findingOf(check))
  return findings
}
