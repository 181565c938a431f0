import type { PlainDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { formatFen } from '#shared/domain/money.ts'
import {
  drawnFenOf,
  heldBy,
  type Referral,
  type ReferralEvent,
  referral,
  type State,
} from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type Standing, standingOf } from '../../domain/standing.ts'
import { allowedFrom, feedbackLabels, statusLabels } from '../../domain/transitions.ts'
import type { Feedback } from './body.ts'
import { dayOf, eventsOf } from './events.ts'

type Refused = ReturnType<typeof refuse<RefusalCode>>

/** E5: a government guarantee company charges at most 1 %. */
const maxGuaranteeFeeBp = 100

const wrongState = ({ status }: Referral, { type }: Feedback): Refused | undefined => {
  const allowed = allowedFrom(status)
  if (allowed.includes(type)) return undefined
  const now = `该推送现为“${statusLabels[status]}”`
  const next =
    allowed.length === 0
      ? '已办结，不再接受反馈'
      : `此时可反馈：${allowed.map(each => feedbackLabels[each]).join('、')}`
  const facts = { state: status, allowed }
  return type === 'drawn'
    ? refuse('not-granted', `${now}，尚无授信，不能反馈放款；${next}。`, { facts })
    : refuse('wrong-state', `${now}，不能反馈“${feedbackLabels[type]}”；${next}。`, { facts })
}

/** The day of the step before: no step is older than what it follows. */
const floorOf = (state: Referral): PlainDay => {
  switch (state.status) {
    case 'offered':
      return state.referral.dispatchedOn
    case 'accepted':
      return state.acceptedOn
    case 'contacted':
      return state.contactedOn
    case 'materials-completed':
      return state.completedOn
    default:
      return state.decidedOn
  }
}

const wrongDay = (state: Referral, feedback: Feedback, today: PlainDay): Refused | undefined => {
  const { field, day = today } = dayOf(feedback)
  const floor = floorOf(state)
  const say = (code: 'day-in-future' | 'day-too-early', detail: string) =>
    refuse(code, detail, { errors: [{ pointer: `/${field}`, code, detail }] })
  if (day > today)
    return say('day-in-future', `${day} 晚于今天（${today}，北京时间），只能反馈已经发生的事项。`)
  if (day < floor)
    return say('day-too-early', `${day} 早于上一环节“${statusLabels[state.status]}”之日 ${floor}，请核对。`)
  return undefined
}

const feeTooHigh = (feedback: Feedback): Refused | undefined => {
  if (feedback.type !== 'granted' || (feedback.guaranteeFeeBp ?? 0) <= maxGuaranteeFeeBp) return undefined
  const code = 'guarantee-fee-too-high'
  const detail = `政府性融资担保费率不得高于 ${maxGuaranteeFeeBp} 个基点（1%），现为 ${feedback.guaranteeFeeBp} 个基点。`
  return refuse(code, detail, { errors: [{ pointer: '/guaranteeFeeBp', code, detail }] })
}

const lineExceeded = (state: Referral, feedback: Feedback): Refused | undefined => {
  if (feedback.type !== 'drawn' || !('grant' in state)) return undefined
  const { lineFen } = state.grant
  const drawnFen = drawnFenOf(state)
  const remainingFen = lineFen - drawnFen
  if (feedback.amountFen <= remainingFen) return undefined
  const detail = `授信额度 ${formatFen(lineFen)}，已放款 ${formatFen(drawnFen)}，本次最多可放款 ${formatFen(remainingFen)}，现为 ${formatFen(feedback.amountFen)}。`
  return refuse('line-exceeded', detail, {
    facts: { lineFen, drawnFen, remainingFen },
    errors: [{ pointer: '/amountFen', code: 'line-exceeded', detail }],
  })
}

/** One feedback of the bank on its referral (E1–E5). */
export const feedBack = (
  state: State,
  bankId: string | undefined,
  feedback: Feedback,
  today: PlainDay,
): Decision<ReferralEvent, Standing, RefusalCode> => {
  if (!heldBy(state, bankId)) return refuse('not-found', '未找到该推送，或您无权查看。')
  const refused =
    wrongState(state, feedback) ??
    wrongDay(state, feedback, today) ??
    feeTooHigh(feedback) ??
    lineExceeded(state, feedback)
  if (refused) return refused
  const events = eventsOf(state, feedback, today)
  return accept(events, standingOf(events.reduce(referral.evolve, state as State) as Referral, today))
}
