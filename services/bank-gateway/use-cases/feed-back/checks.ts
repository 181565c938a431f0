import type { LoanKind } from '#shared/contracts/vocabulary.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { refuse } from '#shared/domain/decision.ts'
import { formatFen } from '#shared/domain/money.ts'
import { maxGuaranteeFeeBp, maxWorkingCapitalMonths } from '../../domain/grant.ts'
import { recordedAs, standingNotes } from '../../domain/history.ts'
import { allowedFor, drawnFenOf, type Referral } from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { feedbackLabels, statusLabels } from '../../domain/transitions.ts'
import type { Feedback } from './body.ts'
import { dayOf } from './events.ts'

export type Refused = ReturnType<typeof refuse<RefusalCode>>

export const atField = (code: RefusalCode, pointer: string, detail: string): Refused =>
  refuse(code, detail, { errors: [{ pointer, code, detail }] })

/** A doubled feedback is refused like any other out of turn, but told that it stands recorded. */
export const wrongState = (state: Referral, feedback: Feedback): Refused | undefined => {
  const { status, history } = state
  const { type } = feedback
  const allowed = allowedFor(state)
  if (allowed.includes(type)) return undefined
  const number = recordedAs(history, feedback)
  const now = `该推送现为“${statusLabels[status]}”`
  const before = number === undefined ? '' : `；内容相同的反馈已记录（第 ${number} 次），无须重复`
  const next =
    allowed.length === 0
      ? '已办结，不再接受反馈'
      : `此时可反馈：${allowed.map(each => feedbackLabels[each]).join('、')}`
  const facts = { state: status, allowed, ...(number === undefined ? {} : { recordedAs: number }) }
  return type === 'drawn' && !('grant' in state)
    ? refuse('not-granted', `${now}，尚无授信，不能反馈放款；${next}。`, { facts })
    : refuse('wrong-state', `${now}，不能反馈“${feedbackLabels[type]}”${before}；${next}。`, { facts })
}

const drawnDays = (state: Referral): readonly PlainDay[] =>
  standingNotes(state.history)
    .filter(({ note }) => note.type === 'drawn')
    .map(({ note }) => note.occurredOn)
    .toSorted()

/** The day of the step before: no step is older than what it follows. */
const floorOf = (state: Referral, type: Feedback['type']): PlainDay => {
  const drawn = drawnDays(state)
  if (type === 'repaid') return drawn.at(-1) ?? state.offeredOn
  if (type === 'renewed' || type === 'misuse') return drawn[0] ?? state.offeredOn
  switch (state.status) {
    case 'accepted':
      return state.acceptedOn
    case 'contacted':
    case 'materials-missing':
      return state.contactedOn
    case 'materials-completed':
      return state.completedOn
    default:
      return 'decidedOn' in state ? state.decidedOn : state.referral.dispatchedOn
  }
}

export const wrongDay = (state: Referral, feedback: Feedback, today: PlainDay): Refused | undefined => {
  const { field, day = today } = dayOf(feedback)
  const floor = floorOf(state, feedback.type)
  if (day > today)
    return atField(
      'day-in-future',
      `/${field}`,
      `${day} 晚于今天（${today}，北京时间），只能反馈已经发生的事项。`,
    )
  if (day < floor)
    return atField(
      'day-too-early',
      `/${field}`,
      `${day} 早于上一环节“${statusLabels[state.status]}”之日 ${floor}，请核对。`,
    )
  return undefined
}

/** E5: at most 1 %. E4: five years for working capital; unsecured and collateral say the same. */
export const grantFault = (
  { grant, guaranteeFeeBp }: Pick<Extract<Feedback, { type: 'granted' }>, 'grant' | 'guaranteeFeeBp'>,
  loanKind?: LoanKind,
): Refused | undefined => {
  const fees = [
    ['/guaranteeFeeBp', guaranteeFeeBp],
    ['/grant/guaranteeFeeBp', grant.guaranteeFeeBp],
  ] as const
  for (const [pointer, feeBp = 0] of fees)
    if (feeBp > maxGuaranteeFeeBp)
      return atField(
        'guarantee-fee-too-high',
        pointer,
        `政府性融资担保费率不得高于 ${maxGuaranteeFeeBp} 个基点（1%），现为 ${feeBp} 个基点。`,
      )
  if (loanKind === 'working-capital' && grant.termMonths > maxWorkingCapitalMonths)
    return atField(
      'term-too-long',
      '/grant/termMonths',
      `流动资金贷款期限一般不超过 36 个月，回款慢的最长 ${maxWorkingCapitalMonths} 个月，现为 ${grant.termMonths} 个月。`,
    )
  if (grant.unsecured !== undefined && grant.unsecured !== (grant.collateral === 'credit'))
    return atField(
      'collateral-contradicted',
      '/grant/unsecured',
      '信用贷款的担保方式须为 credit；有抵押、质押、保证或担保的，unsecured 须为 false。',
    )
  return undefined
}

export const wrongGrant = (state: Referral, feedback: Feedback): Refused | undefined =>
  feedback.type === 'granted' ? grantFault(feedback, state.referral.demand.loanKind) : undefined

export const wrongAmount = (state: Referral, feedback: Feedback): Refused | undefined => {
  if (!('grant' in state)) return undefined
  const drawnFen = drawnFenOf(state)
  if (feedback.type === 'repaid' || feedback.type === 'renewed') {
    if (drawnFen === 0) return refuse('nothing-drawn', '尚未反馈放款，不能反馈续贷或结清。')
    if (feedback.type === 'renewed' && feedback.amountFen > drawnFen) {
      const detail = `续贷金额不得高于累计放款 ${formatFen(drawnFen)}，现为 ${formatFen(feedback.amountFen)}。`
      return atField('line-exceeded', '/amountFen', detail)
    }
    const again = standingNotes(state.history).some(({ note }) => note.type === 'repaid')
    return feedback.type === 'repaid' && again
      ? refuse('wrong-state', '已反馈结清，无须重复。', { facts: { state: state.status } })
      : undefined
  }
  if (feedback.type !== 'drawn') return undefined
  const { drawdownNumber } = feedback
  const recorded = standingNotes(state.history).find(
    ({ note }) => drawdownNumber !== undefined && note.details.drawdownNumber === drawdownNumber,
  )
  if (recorded)
    return refuse(
      'drawdown-recorded',
      `借据 ${drawdownNumber} 的放款已记录（第 ${recorded.number} 次反馈）。`,
      {
        facts: { state: state.status, recordedAs: recorded.number },
        errors: [{ pointer: '/drawdownNumber', code: 'drawdown-recorded', detail: '同一借据只计一次放款。' }],
      },
    )
  const { lineFen } = state.grant
  const remainingFen = lineFen - drawnFen
  if (feedback.amountFen <= remainingFen) return undefined
  const detail = `授信额度 ${formatFen(lineFen)}，已放款 ${formatFen(drawnFen)}，本次最多可放款 ${formatFen(remainingFen)}，现为 ${formatFen(feedback.amountFen)}。`
  return refuse('line-exceeded', detail, {
    facts: { lineFen, drawnFen, remainingFen },
    errors: [{ pointer: '/amountFen', code: 'line-exceeded', detail }],
  })
}
