import { randomUUID } from 'node:crypto'
import { beijingDay, type Json, type Reply } from '../client.ts'
import { type Check, required } from '../verdict.ts'
import { answered, type Bench, check, pointedAt, pushFor, say, shown } from './bench.ts'

const refusal = { code: 'cash-flow', problem: '流水不足以覆盖还款', advice: '增加结算流水', repairable: true }

/** The second push is refused, with everything that a refusal owes (E2). */
export const refusalChecks = (bench: Bench): readonly Check[] => {
  const mine = 1
  const refuse = (part: Json): Promise<Reply> =>
    say(bench, mine, { type: 'refused', decidedOn: beijingDay(), refusal: part })
  return [
    ...(['code', 'problem', 'advice'] as const).map(field =>
      check('E2', `不予授信缺 ${field}：422 并指明字段`, async () => {
        const { [field]: _left, ...part } = refusal
        return pointedAt(await refuse(part), `/refusal/${field}`)
      }),
    ),
    check('E2', '三项齐全的不予授信被接受，五个工作日时限按期', async () => {
      const { body } = answered(await refuse(refusal), 200)
      const clock = (body['clocks'] as { refusalFeedback: Json }).refusalFeedback
      required(clock['state'] === 'met' && Boolean(clock['rule']), `时限不符：${JSON.stringify(clock)}`)
      const days = (Date.parse(String(clock['dueOn'])) - Date.parse(beijingDay())) / 86_400_000
      required(days >= 5 && days <= 20, `到期日 ${String(clock['dueOn'])}，距今 ${days} 天`)
      return `到期日 ${String(clock['dueOn'])}`
    }),
    check('H3', '办结后联系方式收回', async () => {
      const { body } = answered(await bench.bank.get(pushFor(bench, mine).path), 200)
      required((body['contact'] as Json)['disclosed'] === false, '办结后仍披露联系方式')
      return '已收回'
    }),
    check('E3', '办结后再反馈：409，说明已办结', async () => {
      const reply = answered(await say(bench, mine, { type: 'contacted', occurredOn: beijingDay() }), 409)
      required(reply.body['state'] === 'refused', `未说明状态：${shown(reply)}`)
      return '409，state refused'
    }),
  ]
}

type Line = { readonly index: number; readonly status: number; readonly problem?: Json }

/** The third push goes by list, with bad lines among good ones (E3). */
export const bulkChecks = (bench: Bench): readonly Check[] => {
  const { bank } = bench
  const mine = 2
  const key = randomUUID()
  const items = (): readonly Json[] => {
    const { referralId } = pushFor(bench, mine).offer
    return [
      { referralId, type: 'accepted' },
      { referralId: `RF-${key}`, type: 'accepted' },
      { referralId, type: 'contacted' },
      { referralId, type: 'contacted', occurredOn: beijingDay() },
    ]
  }
  const wanted = [200, 404, 422, 200]
  return [
    check('E3', '批量逐条回答：错误行不牵连相邻行，同一推送按次序', async () => {
      const reply = answered(await bank.post('/bank/v1/feedback', { items: items() }, key), 200)
      const lines = reply.body['items'] as readonly Line[]
      const statuses = wanted.map((_, index) => lines.find(line => line.index === index)?.status)
      required(statuses.join() === wanted.join(), `应为 ${wanted.join('、')}，实为 ${statuses.join('、')}`)
      return statuses.join('、')
    }),
    check('E3', '批量同键重发逐字节相同', async () => {
      const first = await bank.post('/bank/v1/feedback', { items: items() }, key)
      const again = await bank.post('/bank/v1/feedback', { items: items() }, key)
      required(first.status === 200 && first.text === again.text, '两次回答不同')
      return `${first.text.length} 字节相同`
    }),
    check('E3', '超过 500 条：422 并指明 /items', async () => {
      const many = Array.from({ length: 501 }, () => ({ referralId: 'RF-x', type: 'accepted' }))
      return pointedAt(await bank.post('/bank/v1/feedback', { items: many }), '/items')
    }),
    check('C7', '未被召回的推送确认召回：409', async () => {
      answered(
        await bank.post(`${pushFor(bench, mine).path}/recall-acknowledgement`, {}),
        409,
        'not-recalled',
      )
      return '409'
    }),
  ]
}
