import type { Bank, Json, Reply } from '../client.ts'
import { feedbackPath, type Message, referralPath } from '../messages.ts'
import type { Feedback, Offer } from '../simulate/plan.ts'
import { type Check, required, untestable } from '../verdict.ts'

export type Asked = {
  readonly bankId: string
  readonly foreignReferral?: string | undefined
  readonly webhookPort?: number | undefined
  readonly webhookUrl?: string | undefined
  readonly webhookSecret?: string | undefined
}

/** What the checks work with: the bank, and the pushes and notices that lay in its queue. */
export type Bench = {
  readonly bank: Bank
  readonly asked: Asked
  /** Each for one use; `undefined` where too few were offered. */
  readonly pushes: readonly Message[]
  readonly notices: readonly Message[]
}

export const check = (rule: string, requirement: string, attempt: () => Promise<string>): Check => ({
  rule,
  requirement,
  try: attempt,
})

export const shown = ({ status, text }: Reply): string => `${status} ${text.slice(0, 160)}`

/** The answer must have this status, and where a code is promised, this code. */
export const answered = (reply: Reply, status: number, code?: string): Reply => {
  const right = reply.status === status && (code === undefined || reply.body['code'] === code)
  required(right, `应为 ${status}${code === undefined ? '' : ` ${code}`}，实为 ${shown(reply)}`)
  return reply
}

/** The fields that an answer points at. */
export const pointersOf = ({ body }: Reply): readonly string[] =>
  ((body['errors'] as readonly Json[] | undefined) ?? []).map(({ pointer }) => String(pointer))

export const pointedAt = (reply: Reply, pointer: string): string => {
  answered(reply, 422)
  required(
    pointersOf(reply).includes(pointer),
    `应指明 ${pointer}，实为 ${pointersOf(reply).join('、') || '未指明'}`,
  )
  return `422，指明 ${pointer}`
}

/** The push for this use, or why there is none. */
export const pushFor = (
  { pushes }: Bench,
  index: number,
): { readonly offer: Offer; readonly path: string; readonly feedback: string } => {
  const message = pushes[index]
  if (!message) throw untestable(`须另有一笔待领取的推送（本项用第 ${index + 1} 笔）`)
  const offer = message.event.data as unknown as Offer
  return { offer, path: referralPath(offer.referralId), feedback: feedbackPath(offer.referralId) }
}

export const say = async (bench: Bench, index: number, feedback: Feedback, key?: string): Promise<Reply> =>
  await bench.bank.post(pushFor(bench, index).feedback, feedback, key)
