import { type Access, type Bank, connect } from '../client.ts'
import { isAbout, type Message, onBehalfOf, referralPath } from '../messages.ts'
import { type Check, type Finding, findingOf } from '../verdict.ts'
import type { Asked, Bench } from './bench.ts'
import { noticeChecks } from './notices.ts'
import { earlyChecks, lateChecks, take } from './queue.ts'
import { bulkChecks, refusalChecks } from './refusal-and-bulk.ts'
import { rightsChecks } from './rights.ts'
import { webhookFindings } from './webhook.ts'
import { wholeWayChecks } from './whole-way.ts'

const inTurn = async (checks: readonly Check[]): Promise<readonly Finding[]> => {
  const findings: Finding[] = []
  for (const check of checks) findings.push(await findingOf(check))
  return findings
}

/** A push that was fed back on before, or whose recall lies further back in the queue, shows no first step any more. */
export const isOver = async (bank: Pick<Bank, 'get'>, { event }: Message): Promise<boolean> => {
  const { status, body } = await bank.get(referralPath(String(event.data.referralId)))
  return status === 200 && body['status'] !== 'offered'
}

/** Walks the platform's requirements as a bank's tester; what the queue does not hold is reported as untested. */
export const checkStack = async (
  asked: Asked & Access,
  say: (line: string) => void,
): Promise<readonly Finding[]> => {
  const bank = connect(asked)
  await onBehalfOf(bank, asked.bankId)
  const taken = await take(bank)
  const offers = taken.messages.filter(({ event }) => isAbout(event, 'referral-offered'))
  const notices = taken.messages.filter(message => !offers.includes(message))
  // What was called back meanwhile accepts nothing any more.
  const recalled = notices.flatMap(({ event }) =>
    isAbout(event, 'recall-offered') ? [event.data.referralId] : [],
  )
  const open = offers.filter(({ event }) => !recalled.includes(event.data.referralId))
  const over = await Promise.all(open.map(offer => isOver(bank, offer)))
  const pushes = open.filter((_, index) => !over[index])
  say(`领取 ${taken.messages.length} 条消息：待接收的推送 ${pushes.length}，通知 ${notices.length}`)
  const bench: Bench = { bank, asked, pushes, notices }
  const early = await inTurn(earlyChecks(bank, taken))
  const ways = await inTurn([
    ...rightsChecks(bench),
    ...wholeWayChecks(bench),
    ...refusalChecks(bench),
    ...bulkChecks(bench),
    ...noticeChecks(bench),
  ])
  const late = await inTurn(lateChecks(bank, taken))
  return [...early, ...late, ...ways, ...(await webhookFindings(bench))]
}
