import { setTimeout as sleep } from 'node:timers/promises'
import type { Bank } from '../client.ts'
import { acknowledge, type Extended, extend, isAbout, type Message, receive } from '../messages.ts'
import { type Check, required, untestable } from '../verdict.ts'
import { check } from './bench.ts'

const shortSeconds = 10

/** What lay in the queue, and what was done with it on purpose. */
export type Taken = {
  readonly messages: readonly Message[]
  readonly at: number
  /** The first is extended, the second left alone, the others acknowledged. */
  readonly extended: readonly Extended[]
}

/** Takes what there is, extends one message and leaves another: the rest of the checks run while their time passes. */
export const take = async (bank: Bank): Promise<Taken> => {
  const messages = await receive(bank, { max: 10, waitSeconds: 5, visibilitySeconds: shortSeconds })
  // The time runs at the platform: counted from the answer, it has surely passed there, too.
  const at = Date.now()
  const [first] = messages
  const extended = first ? await extend(bank, [first.receipt], 120) : []
  // The third is acknowledged by its check.
  const rest = messages.slice(3).map(({ receipt }) => receipt)
  if (rest.length > 0) await acknowledge(bank, rest)
  return { messages, at, extended }
}

/** Until what was only lent is surely back. */
const passed = async ({ at }: Taken): Promise<void> =>
  await sleep(Math.max(0, at + (shortSeconds + 1) * 1000 - Date.now()))

const given = (message: Message | undefined, needed: number): Message => {
  if (!message) throw untestable(`队列中须有至少 ${needed} 条消息`)
  return message
}

const fields = ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'] as const

const personal = /(?<!\d)1\d{10}(?!\d)|legalRepresentative|phone|contact/i

export const earlyChecks = (bank: Bank, { messages, extended }: Taken): readonly Check[] => [
  check('E3', '推送为 CloudEvents 1.0，字段齐全，编号各异', async () => {
    given(messages[0], 1)
    for (const { event } of messages)
      for (const field of fields) required(event[field] !== undefined, `缺 ${field}`)
    required(new Set(messages.map(({ event }) => event.id)).size === messages.length, '编号有重复')
    return `${messages.length} 条`
  }),
  check('H3', '消息中没有个人信息', async () => {
    const offers = messages.filter(({ event }) => isAbout(event, 'referral-offered'))
    given(offers[0], 1)
    const found = messages.find(({ event }) => personal.test(JSON.stringify(event.data)))
    required(found === undefined, `${found?.event.id} 含个人信息字段`)
    return '未见姓名、电话'
  }),
  check('E3', '延长确认期限，得到新回执', async () => {
    given(messages[0], 1)
    required(extended[0]?.extended === true && extended[0].newReceipt !== undefined, '未延长')
    return '已延长'
  }),
  check('E3', '编造的回执不被确认，且不妨碍同一请求中的其他回执', async () => {
    const third = given(messages[2], 3)
    const answers = await acknowledge(bank, ['made-up', third.receipt])
    required(
      answers[0]?.acknowledged === false && Boolean(answers[0].detail),
      '编造的回执应为 false 并说明原因',
    )
    required(answers[1]?.acknowledged === true, '真实的回执应为 true')
    return 'false 并说明原因；true'
  }),
  check('E3', '重复确认仍为已确认', async () => {
    const third = given(messages[2], 3)
    required((await acknowledge(bank, [third.receipt]))[0]?.acknowledged === true, '重复确认应为 true')
    return 'true'
  }),
]

const isBack = (message: Message, again: readonly Message[]): Message | undefined =>
  again.find(({ event }) => event.id === message.event.id)

/** Long enough to look through the queue once; then what was only looked at is handed back. */
const lookSeconds = 60
/** Empty looks after which the queue has surely shown everything: a queue may show a part at a time. */
const emptyLooks = 2

/** The shortest that the platform lends for. */
const handBack = async (bank: Bank, messages: readonly Message[]): Promise<void> => {
  const receipts = messages.map(({ receipt }) => receipt)
  for (let from = 0; from < receipts.length; from += 10)
    await extend(bank, receipts.slice(from, from + 10), shortSeconds)
}

/** Takes what the queue shows, however much lies there, until the wanted message is among it. */
const lookFor = async (bank: Bank, wanted: Message | undefined): Promise<readonly Message[]> => {
  const seen: Message[] = []
  const end = Date.now() + (lookSeconds - 10) * 1000
  for (let empty = 0; wanted && empty < emptyLooks && !isBack(wanted, seen) && Date.now() < end; ) {
    const shown = await receive(bank, { max: 10, waitSeconds: 1, visibilitySeconds: lookSeconds })
    empty = shown.length === 0 ? empty + 1 : 0
    seen.push(...shown)
  }
  await handBack(
    bank,
    seen.filter(({ event }) => event.id !== wanted?.event.id),
  )
  return seen
}

/** After the visibility has passed: one is back, the others are not. */
export const lateChecks = (bank: Bank, taken: Taken): readonly Check[] => {
  const [first, second, third] = taken.messages
  let back: readonly Message[] | undefined
  const seenAgain = async (): Promise<readonly Message[]> => {
    await passed(taken)
    back ??= await lookFor(bank, second)
    return back
  }
  return [
    check('E3', '未确认的到期重现，编号不变，领取次数增加', async () => {
      const left = given(second, 2)
      const again = isBack(left, await seenAgain())
      required(again !== undefined, '未确认的消息没有重现')
      required((again?.receives ?? 0) > left.receives, `领取次数应增加，现为 ${again?.receives}`)
      return `第 ${again?.receives} 次领取`
    }),
    check('E3', '已确认的不再出现', async () => {
      required(isBack(given(third, 3), await seenAgain()) === undefined, '已确认的消息又出现了')
      return '未再出现'
    }),
    check('E3', '已延长的到原期限不重现，以新回执确认', async () => {
      const held = given(first, 1)
      required(isBack(held, await seenAgain()) === undefined, '已延长的消息到原期限重现了')
      const { newReceipt = '' } = taken.extended[0] ?? {}
      required((await acknowledge(bank, [newReceipt]))[0]?.acknowledged === true, '新回执应可确认')
      return '未重现，已确认'
    }),
    check('E3', '过期的回执不被确认，并说明原因', async () => {
      const left = given(second, 2)
      const again = isBack(left, await seenAgain())
      const answers = await acknowledge(bank, [left.receipt])
      required(answers[0]?.acknowledged === false && Boolean(answers[0].detail), '过期的回执应为 false')
      // The others that were looked through come back: nothing was done with them.
      if (again) await acknowledge(bank, [again.receipt])
      return 'false 并说明原因'
    }),
  ]
}
