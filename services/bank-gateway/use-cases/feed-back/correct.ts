import { referralRefSchema } from '#shared/contracts/parts.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { refuse } from '#shared/domain/decision.ts'
import { recordedAs, rootOf, type Standing, standingNotes } from '../../domain/history.ts'
import type { Note, Referral, ReferralEvent, State } from '../../domain/referral.ts'
import { atStart, referral } from '../../domain/referral.ts'
import { feedbackLabels } from '../../domain/transitions.ts'
import { type Feedback, feedbackSchema } from './body.ts'
import type { Refused } from './checks.ts'
import { correctionTold } from './correction-told.ts'
import { eventsOf, noteOf } from './events.ts'

type Step = Refused | { readonly kind: 'step'; readonly events: readonly ReferralEvent[] }
type StepOf = (state: Referral, feedback: Feedback, today: PlainDay) => Step

const mismatch = (detail: string): Refused =>
  refuse('correction-mismatch', detail, {
    errors: [{ pointer: '/corrects', code: 'correction-mismatch', detail }],
  })

const cannotCorrect = (state: Referral, feedback: Feedback): Refused | undefined => {
  const { corrects, correctionReason } = feedback
  const { history, status } = state
  if (corrects === undefined)
    return mismatch('填写 correctionReason 的，须同时以 corrects 指明更正第几次反馈。')
  if (correctionReason === undefined) {
    const detail = '更正已反馈的事项须在 correctionReason 中写明理由。'
    const errors = [{ pointer: '/correctionReason', code: 'correction-without-reason', detail }]
    return refuse('correction-without-reason', detail, { errors })
  }
  const original = history[corrects - 1]
  if (!original) return mismatch(`没有第 ${corrects} 次反馈，现共 ${history.length} 次。`)
  if (original.type !== feedback.type)
    return mismatch(`第 ${corrects} 次反馈为“${feedbackLabels[original.type]}”，更正须为同一事项。`)
  // A correction that comes late once more does not undo the one after it.
  const before = recordedAs(history, feedback)
  if (before !== undefined)
    return refuse(
      'wrong-state',
      `内容相同的更正已记录（第 ${before} 次），无须重复；确需改回的，corrects 请填最近一次更正的序号。`,
      { facts: { state: status, recordedAs: before } },
    )
  return history.some(note => !note.said) ? mismatch('较早的反馈未留存原文，不能更正。') : undefined
}

/** A record as the bank gave it, without what made it a correction. */
const plain = (note: Note): Feedback | undefined => {
  const { corrects: _number, correctionReason: _reason, ...said } = note.said ?? {}
  return feedbackSchema.safeParse(said).data
}

/** E6: the task force acts on a report of misuse, so the right one is put before it like the first. */
const misuseToldAgain = (state: Referral, feedback: Feedback, today: PlainDay): readonly ReferralEvent[] =>
  feedback.type === 'misuse'
    ? eventsOf(state, feedback, today).filter(({ type }) => type === 'loan-misused.v1')
    : []

type Recalled = Extract<ReferralEvent, { type: 'recall-offered.v1' }>

/** All that holds, in the order in which it was told, with the recall where it fell (C7). */
const wayOf = (state: Referral): readonly (Standing | Recalled)[] => {
  const { history, recall } = state
  const told = standingNotes(history)
  if (!recall) return told
  const { reason, detail, recalledOn, toldBefore } = recall
  const ref = referralRefSchema.parse(state.referral)
  return [
    ...told.filter(({ number }) => number <= toldBefore),
    { type: 'recall-offered.v1', data: { ...ref, reason, detail, recalledOn } },
    ...told.filter(({ number }) => number > toldBefore),
  ]
}

type Way = ReturnType<typeof wayOf>
type Again = { readonly now: Referral; readonly taken: ReadonlyMap<Way[number], readonly ReferralEvent[]> }

const onWith = (now: Referral, events: readonly ReferralEvent[]): Referral => {
  const next = events.reduce(referral.evolve, now as State)
  return next.status === 'unknown' ? now : next
}

/** Told in their order; what does not hold yet is told again after the rest, as its bank would (E3). */
const toldAgain = (
  start: Referral,
  way: Way,
  saying: (now: Referral, standing: Standing) => Step,
): Refused | Again => {
  let now = start
  const taken = new Map<Way[number], readonly ReferralEvent[]>()
  const reasons = new Map<Way[number], Refused>()
  for (let left = way; left.length > 0; ) {
    for (const each of left) {
      const step: Step = 'type' in each ? { kind: 'step', events: [each] } : saying(now, each)
      if (step.kind === 'refused') reasons.set(each, reasons.get(each) ?? step)
      else {
        taken.set(each, step.events)
        now = onWith(now, step.events)
      }
    }
    const refused = left.filter(each => !taken.has(each))
    const [stuck] = refused
    const why = stuck && refused.length === left.length ? reasons.get(stuck) : undefined
    if (why) return why
    left = refused
  }
  return { now, taken }
}

/** Tells the whole way again with the right value under the same rules: what no longer holds refuses the correction. */
export const correctedBy = (state: Referral, feedback: Feedback, today: PlainDay, stepOf: StepOf): Step => {
  const refused = cannotCorrect(state, feedback)
  if (refused) return refused
  const note = { ...noteOf(state, feedback, today) }
  const root = rootOf(state.history, feedback.corrects ?? 0)
  const way = wayOf(state)
  const again = toldAgain(atStart(state), way, (now, standing) => {
    const mine = standing.number === root
    const said = plain(mine ? note : standing.note)
    if (!said) return mismatch(`第 ${standing.number} 次反馈不合现行的填写要求，请先更正该次。`)
    // The right value speaks of today; what was said then is judged by its own day.
    const step = stepOf(now, said, mine ? today : standing.toldOn)
    return step.kind === 'step' || mine
      ? step
      : refuse(step.refusal.code, `更正后第 ${standing.number} 次反馈不再成立：${step.refusal.detail}`)
  })
  if ('kind' in again) return again
  const { now, taken } = again
  const inOrder = way.flatMap(each => taken.get(each) ?? [])
  return {
    kind: 'step',
    events: [
      { type: 'feedback-corrected', data: { note, restated: [...taken.values()].flat() } },
      {
        type: 'feedback-corrected.v1',
        data: correctionTold(now, inOrder, feedback.correctionReason ?? '', today),
      },
      ...misuseToldAgain(state, feedback, today),
    ],
  }
}
