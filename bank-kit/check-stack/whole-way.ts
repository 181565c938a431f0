import { randomUUID } from 'node:crypto'
import { beijingDay, type Json } from '../client.ts'
import { type Check, required } from '../verdict.ts'
import { answered, type Bench, check, pointedAt, pushFor, say, shown } from './bench.ts'

const aDay = 86_400_000
/** Thirty days, and those that a rest day at the end may add where the province's setting says so. */
const decisionDays = { least: 30, most: 40 }

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / aDay

const phoneOpen = (text: string): boolean => /(?<!\d)1\d{10}(?!\d)/.test(text)

/** The first push from the offer to the money: each check stands on the ones before. */
export const wholeWayChecks = (bench: Bench): readonly Check[] => {
  const { bank } = bench
  const today = beijingDay()
  const mine = 0
  const read = async () => answered(await bank.get(pushFor(bench, mine).path), 200)
  const grantOf = (): Json => {
    const { offer } = pushFor(bench, mine)
    return {
      lineFen: offer.demand.amountFen,
      rateBp: 360,
      termMonths: Math.min(36, offer.demand.termMonths),
      collateral: 'credit',
      firstLoan: offer.firstLoan,
      renewalWithoutRepayment: false,
    }
  }
  const overdraw = () => Number(grantOf()['lineFen']) + 1
  const acceptKey = randomUUID()

  return [
    check('H3', '接收前联系方式脱敏', async () => {
      const { body, text } = await read()
      const contact = body['contact'] as Json
      required(
        contact['disclosed'] === false && !phoneOpen(text),
        `联系方式不应披露：${JSON.stringify(contact)}`,
      )
      return String(contact['phone'])
    }),
    check('E3', '越序反馈：409，说明当前状态与可反馈事项', async () => {
      const reply = await say(bench, mine, { type: 'drawn', drawnOn: today, amountFen: 1000 })
      answered(reply, 409)
      required(
        reply.body['state'] === 'offered' && Array.isArray(reply.body['allowed']),
        `未说明状态：${shown(reply)}`,
      )
      return `409，state ${String(reply.body['state'])}`
    }),
    check('E3', '没有 Idempotency-Key：400', async () => {
      answered(
        await bank.post(pushFor(bench, mine).feedback, { type: 'accepted' }, null),
        400,
        'idempotency-key-missing',
      )
      return '400'
    }),
    check('E1', '明天的日期：422 并指明字段', async () =>
      pointedAt(
        await say(bench, mine, { type: 'accepted', occurredOn: beijingDay(Date.now() + aDay) }),
        '/occurredOn',
      ),
    ),
    check('E3', '同键重发逐字节相同；同键换内容 422', async () => {
      const first = answered(await say(bench, mine, { type: 'accepted' }, acceptKey), 200)
      const again = await say(bench, mine, { type: 'accepted' }, acceptKey)
      required(again.text === first.text, '两次回答不同')
      const other = await say(bench, mine, { type: 'accepted', occurredOn: today }, acceptKey)
      answered(other, 422, 'idempotency-key-reused')
      return `${first.text.length} 字节相同；422`
    }),
    check('E3', '换键重发：409，给出 recordedAs', async () => {
      const reply = answered(await say(bench, mine, { type: 'accepted' }), 409)
      required(reply.body['recordedAs'] === 1, `未给出 recordedAs：${shown(reply)}`)
      return '409，第 1 次'
    }),
    check('H3', '接收后联系方式披露，并带取得人标记', async () => {
      const { body } = await read()
      required((body['contact'] as Json)['disclosed'] === true, '接收后应披露联系方式')
      required(body['recipientMark'] !== undefined, '没有取得人标记')
      return '已披露，有标记'
    }),
    check('E1', '材料收齐起算 30 天，给出到期日与算法', async () => {
      answered(await say(bench, mine, { type: 'contacted', occurredOn: today }), 200)
      const { body } = answered(
        await say(bench, mine, { type: 'materials-completed', occurredOn: today }),
        200,
      )
      const clock = (body['clocks'] as { decision: Json }).decision
      const days = daysBetween(today, String(clock['dueOn']))
      required(clock['state'] === 'running' && Boolean(clock['rule']), `时限未起算：${JSON.stringify(clock)}`)
      required(
        days >= decisionDays.least && days <= decisionDays.most,
        `到期日 ${String(clock['dueOn'])} 距今 ${days} 天`,
      )
      return `${String(clock['dueOn'])}（${days} 天）`
    }),
    check('E5', '政府性担保费率高于 1%：422 并指明字段', async () =>
      pointedAt(
        await say(bench, mine, {
          type: 'granted',
          decidedOn: today,
          grant: { ...grantOf(), collateral: 'guarantee', guaranteeFeeBp: 101 },
        }),
        '/grant/guaranteeFeeBp',
      ),
    ),
    check('E4', '授信后给出额度与综合融资成本', async () => {
      const { body } = answered(
        await say(bench, mine, { type: 'granted', decidedOn: today, grant: grantOf() }),
        200,
      )
      required((body['credit'] as Json)['lineFen'] === grantOf()['lineFen'], '额度不符')
      const cost = ((await read()).body['grant'] as Json)['comprehensiveCostBp']
      required(typeof cost === 'number', '没有综合融资成本')
      return `综合融资成本 ${String(cost)} 基点`
    }),
    check('E3', '放款超过额度：409，说明剩余额度', async () => {
      const reply = answered(
        await say(bench, mine, { type: 'drawn', drawnOn: today, amountFen: overdraw() }),
        409,
        'line-exceeded',
      )
      required(reply.body['remainingFen'] === grantOf()['lineFen'], `剩余额度不符：${shown(reply)}`)
      return `剩余 ${String(reply.body['remainingFen'])} 分`
    }),
    check('E3', '同一借据只计一次放款', async () => {
      const drawn = { type: 'drawn', drawnOn: today, amountFen: 100_000, drawdownNumber: 'JJ-KIT-1' } as const
      answered(await say(bench, mine, drawn), 200)
      const again = answered(
        await say(bench, mine, { ...drawn, amountFen: 200_000 }),
        409,
        'drawdown-recorded',
      )
      required(typeof again.body['recordedAs'] === 'number', '未给出 recordedAs')
      return '409'
    }),
    check('E3', '更正须写理由；更正后前后两条都保留', async () => {
      const history = (await read()).body['history'] as readonly Json[]
      const number = Number(history.findLast(({ type }) => type === 'drawn')?.['number'])
      const right = { type: 'drawn', drawnOn: today, amountFen: 90_000, drawdownNumber: 'JJ-KIT-1' } as const
      pointedAt(await say(bench, mine, { ...right, corrects: number }), '/correctionReason')
      const { body } = answered(
        await say(bench, mine, { ...right, corrects: number, correctionReason: '金额录入有误' }),
        200,
      )
      required(
        (body['credit'] as Json)['drawnFen'] === 90_000,
        `累计放款应为 90000，实为 ${JSON.stringify(body['credit'])}`,
      )
      required(((await read()).body['history'] as unknown[]).length === history.length + 1, '历史未保留')
      return '累计放款已更正'
    }),
  ]
}
