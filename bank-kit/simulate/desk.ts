import { createHash } from 'node:crypto'
import { type Bank, beijingDay, type Json, type Reply } from '../client.ts'
import { feedbackPath, referralPath } from '../messages.ts'
import type { Fault } from './faults.ts'
import type { Journal } from './journal.ts'
import { dayFieldOf, type Feedback, type Offer, planFor, repeatable, statusAfter } from './plan.ts'

/** One run of the simulator: which bank, by which seed, with which faults. */
export type Run = {
  readonly bank: Bank
  readonly seed: number
  readonly faults: ReadonlySet<Fault>
  readonly journal: Journal
  readonly say: (line: string) => void
}

const aDay = 86_400_000

/** Follows from what is said: after a crash the same call has the same key, and a changed one has another. */
export const keyOf = (...parts: readonly (string | number)[]): string =>
  `kit-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 40)}`

const firstError = ({ body }: Reply): Json => (body['errors'] as readonly Json[] | undefined)?.[0] ?? {}

const shown = ({ status, text }: Reply): string => `${status} ${text.slice(0, 300)}`

/** Called back while this bank was at work: no fault of anybody, and the end of the work (C7). */
const isRecall = ({ status, body }: Reply): boolean =>
  status === 409 && String(body['state'] ?? '').startsWith('recalled')

/** A step out of turn must be refused with the state it stands in (E3). */
const tellOutOfOrder = async (
  { bank, journal }: Run,
  referralId: string,
  plan: readonly Feedback[],
  allowed: readonly string[],
): Promise<void> => {
  const early = plan.findLast(({ type }) => !allowed.includes(type))
  if (!early) return
  const reply = await bank.post(
    feedbackPath(referralId),
    early,
    keyOf(referralId, 'early', JSON.stringify(early)),
  )
  if (isRecall(reply)) return
  if (reply.status === 409 && typeof reply.body['state'] === 'string') journal.played('out-of-order')
  else journal.surprise(`${referralId} 提前反馈 ${early.type}：应为 409 并说明当前状态，实为 ${shown(reply)}`)
}

/** A day of tomorrow must be refused at its field (E1). */
const tellTomorrow = async (
  { bank, journal }: Run,
  referralId: string,
  feedback: Feedback,
): Promise<void> => {
  const field = dayFieldOf(feedback)
  if (field === undefined) return
  const skewed = { ...feedback, [field]: beijingDay(Date.now() + aDay) }
  const reply = await bank.post(
    feedbackPath(referralId),
    skewed,
    keyOf(referralId, 'skewed', JSON.stringify(skewed)),
  )
  if (isRecall(reply)) return
  const { code, pointer } = firstError(reply)
  if (reply.status === 422 && code === 'day-in-future' && pointer === `/${field}`)
    journal.played('clock-skew')
  else journal.surprise(`${referralId} 反馈明天的 ${field}：应为 422 并指明 /${field}，实为 ${shown(reply)}`)
}

/** Same key: the same bytes. Another key: refused as recorded, so that nothing counts twice. */
const tellTwice = async (
  { bank, journal }: Run,
  referralId: string,
  feedback: Feedback,
  key: string,
  first: Reply,
): Promise<void> => {
  const again = await bank.post(feedbackPath(referralId), feedback, key)
  if (again.text !== first.text || again.status !== first.status)
    journal.surprise(`${referralId} ${feedback.type} 同键重发：回答应逐字节相同，实为 ${shown(again)}`)
  if (repeatable.has(feedback.type)) return
  const anew = await bank.post(feedbackPath(referralId), feedback, keyOf(key, 'anew'))
  if (isRecall(anew)) return
  if (anew.status === 409 && typeof anew.body['recordedAs'] === 'number') journal.played('doubled')
  else
    journal.surprise(
      `${referralId} ${feedback.type} 换键重发：应为 409 并给出 recordedAs，实为 ${shown(anew)}`,
    )
}

/** One feedback; false when the push was called back meanwhile. */
const tell = async (run: Run, referralId: string, feedback: Feedback, number: number): Promise<boolean> => {
  const { bank, journal, faults } = run
  const key = keyOf(referralId, number, JSON.stringify(feedback))
  const reply = await bank.post(feedbackPath(referralId), feedback, key)
  if (isRecall(reply)) return false
  if (reply.status !== 200 || reply.body['status'] !== statusAfter[feedback.type]) {
    journal.surprise(
      `${referralId} 反馈 ${feedback.type}：应为 200 且状态 ${statusAfter[feedback.type]}，实为 ${shown(reply)}`,
    )
    return false
  }
  journal.said(referralId, feedback)
  journal.count('反馈')
  if (faults.has('doubled')) await tellTwice(run, referralId, feedback, key, reply)
  return true
}

/** What is still to be said of an offer; nothing when somebody else has begun on it or it was called back. */
export const remainingOf = async (
  { bank, seed, journal }: Run,
  offer: Offer,
): Promise<{
  readonly plan: readonly Feedback[]
  readonly begun: number
  readonly allowed: readonly string[]
}> => {
  const none = { plan: [], begun: 0, allowed: [] }
  const { referralId } = offer
  const standing = await bank.get(referralPath(referralId))
  if (standing.status !== 200) {
    journal.surprise(`${referralId} 已领取，查询应为 200，实为 ${shown(standing)}`)
    return none
  }
  if (standing.body['recall']) return none
  const history = standing.body['history'] as readonly { readonly type: string }[]
  const plan = planFor(seed, beijingDay(), offer)
  if (history.some(({ type }, index) => plan[index]?.type !== type)) {
    journal.count('已由他人办理而跳过')
    journal.leave(referralId)
    return none
  }
  for (const feedback of plan.slice(0, history.length)) journal.said(referralId, feedback)
  const allowed = standing.body['allowed'] as readonly string[]
  return { plan: plan.slice(history.length), begun: history.length, allowed }
}

/** One push at the desk, step by step. */
export const workOn = async (run: Run, offer: Offer): Promise<void> => {
  const { referralId } = offer
  if (run.journal.held.has(referralId)) return
  run.journal.hold(referralId)
  const { plan, begun, allowed } = await remainingOf(run, offer)
  if (run.faults.has('out-of-order')) await tellOutOfOrder(run, referralId, plan, allowed)
  if (run.faults.has('clock-skew') && plan[0] && allowed.includes(plan[0].type))
    await tellTomorrow(run, referralId, plan[0])
  for (const [index, feedback] of plan.entries())
    if (!(await tell(run, referralId, feedback, begun + index))) return
}
