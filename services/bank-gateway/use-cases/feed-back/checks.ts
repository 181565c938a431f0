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

/** What a bank may say several times over is told apart by its content: the very same words are one feedback (E3). */
const severalTimes: readonly Feedback['type'][] = ['materials-missing', 'contract', 'renewed', 'misuse']

/** A drawing whose number stands in the history; also in a record that was corrected since. */
const numbered = (state: Referral, feedback: Feedback): boolean =>
  feedback.type === 'drawn' &&
  feedback.drawdownNumber !== undefined &&
  state.history.some(({ details }) => details.drawdownNumber === feedback.drawdownNumber)

/** Without its number, a drawing told once more after the loan was repaid is taken for the same one (E3). */
const perhapsRecorded = (state: Referral, feedback: Feedback): boolean =>
  feedback.type === 'drawn' && feedback.drawdownNumber === undefined && state.status === 'repaid'

/** A feedback that the table would take again, but that stands recorded word for word; also when corrected since. */
export const doubled = (state: Referral, feedback: Feedback): Refused | undefined => {
  const { history, status } = state
  const unclear = perhapsRecorded(state, feedback)
  const drawing = unclear || numbered(state, feedback)
  if (!drawing && !severalTimes.includes(feedback.type)) return undefined
  const number = recordedAs(history, feedback)
  if (number === undefined) return undefined
  const facts = { state: status, allowed: allowedFor(state), recordedAs: number }
  const detail = `内容相同的反馈已记录（第 ${number} 次），无须重复`
  if (!unclear) return refuse(drawing ? 'drawdown-recorded' : 'wrong-state', `${detail}。`, { facts })
  const unlike = '确为另一笔放款的，请填写借据编号。'
  const errors = [{ pointer: '/drawdownNumber', code: 'drawdown-recorded', detail: unlike }]
  return refuse('drawdown-recorded', `${detail}；${unlike}`, { facts, errors })
}

type Dated = { readonly what: string; readonly day: PlainDay }

/** Days on which feedback of these types happened, the earliest first. */
const daysOf = (state: Referral, ...types: readonly Feedback['type'][]): readonly Dated[] =>
  standingNotes(state.history)
    .filter(({ note }) => types.includes(note.type))
    .map(({ note: { type, occurredOn } }) => ({ what: feedbackLabels[type], day: occurredOn }))
    .toSorted((a, b) => a.day.localeCompare(b.day))

const dayOfStatus = (state: Referral): PlainDay => {
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

/** Of what was granted: told in any order, but each after what it rests on. */
const floorOfMoney = (state: Referral, type: Feedback['type']): Dated | undefined => {
  if (type === 'repaid') return daysOf(state, 'contract', 'drawn', 'renewed').at(-1)
  if (type === 'withdrawn') return daysOf(state, 'contract')[0]
  return type === 'renewed' || type === 'misuse' ? daysOf(state, 'drawn')[0] : undefined
}

/** The step before: no step is older than what it follows. */
const floorOf = (state: Referral, type: Feedback['type']): Dated =>
  floorOfMoney(state, type) ?? {
    what: statusLabels['grant' in state ? 'granted' : state.status],
    day: dayOfStatus(state),
  }

const beforeRepaid: readonly Feedback['type'][] = ['contract', 'drawn', 'renewed']

/** E3: what is told late of a loan happened while it was out. */
const afterRepaid = (state: Referral, type: Feedback['type'], day: PlainDay): string | undefined => {
  const [repaid] = beforeRepaid.includes(type) ? daysOf(state, 'repaid') : []
  return repaid && day > repaid.day
    ? `${day} 晚于结清之日 ${repaid.day}，结清之后只能补报此前发生的“${feedbackLabels[type]}”，请核对。`
    : undefined
}

export const wrongDay = (state: Referral, feedback: Feedback, today: PlainDay): Refused | undefined => {
  const { field, day = today } = dayOf(feedback)
  if (day > today)
    return atField(
      'day-in-future',
      `/${field}`,
      `${day} 晚于今天（${today}，北京时间），只能反馈已经发生的事项。`,
    )
  const floor = floorOf(state, feedback.type)
  if (day < floor.day)
    return atField(
      'day-too-early',
      `/${field}`,
      `${day} 早于上一环节“${floor.what}”之日 ${floor.day}，请核对。`,
    )
  const late = afterRepaid(state, feedback.type, day)
  return late === undefined ? undefined : atField('day-after-repaid', `/${field}`, late)
}

/** As long as any term that may be granted: 360 months. */
const longestYears = 30

/** B12: a renewal runs on from its day, and no longer than a loan can. */
export const wrongMaturity = (feedback: Feedback): Refused | undefined => {
  if (feedback.type !== 'renewed') return undefined
  const { maturesOn, occurredOn } = feedback
  if (maturesOn <= occurredOn)
    return atField(
      'day-too-early',
      '/maturesOn',
      `续贷后的到期日 ${maturesOn} 须晚于续贷之日 ${occurredOn}，请核对。`,
    )
  const last = `${Number(occurredOn.slice(0, 4)) + longestYears}${occurredOn.slice(4)}`
  return maturesOn > last
    ? atField(
        'maturity-too-late',
        '/maturesOn',
        `续贷后的到期日 ${maturesOn} 超出最长 ${longestYears} 年的期限，至迟 ${last}，请核对。`,
      )
    : undefined
}

type Stated = Pick<Extract<Feedback, { type: 'granted' }>, 'grant' | 'guaranteeFeeBp' | 'productId'>

/** Fee and product have two places; whoever fills in both says the same. */
const contradicted = (stated: Stated): Refused | undefined => {
  const field = (['guaranteeFeeBp', 'productId'] as const).find(
    name =>
      stated[name] !== undefined && stated.grant[name] !== undefined && stated[name] !== stated.grant[name],
  )
  return (
    field && atField('grant-contradicted', `/grant/${field}`, `${field} 两处所填不一致，请填一处或填写一致。`)
  )
}

/** E5: at most 1 %. E4: five years for working capital; unsecured and collateral say the same. */
export const grantFault = (stated: Stated, loanKind?: LoanKind): Refused | undefined => {
  const { grant, guaranteeFeeBp } = stated
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
  const { otherFeesFen = 0, lineFen } = grant
  if (otherFeesFen > lineFen)
    return atField(
      'fees-too-high',
      '/grant/otherFeesFen',
      `一次性费用合计 ${formatFen(otherFeesFen)} 高于授信额度 ${formatFen(lineFen)}，请核对单位（分）。`,
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
  return contradicted(stated)
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
