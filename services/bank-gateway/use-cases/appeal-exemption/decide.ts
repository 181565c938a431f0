import { dueAfterWorkingDays, type PlainDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import {
  type Appeal,
  afterExemption,
  appealWorkingDays,
  type Exemption,
  type ExemptionEvent,
  type ExemptionView,
  exemptionsOn,
} from '../../domain/exemption.ts'
import { heldBy, type ReferralEvent, type State } from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { dayFault } from '../decide-exemption/decide.ts'

const notOpen = (detail: string) =>
  refuse('appeal-not-open', detail, {
    errors: [{ pointer: '/exemption', code: 'appeal-not-open', detail }],
  })

const eventOf = (
  found: Exemption,
  appeal: Appeal,
  today: PlainDay,
): ExemptionEvent | ReturnType<typeof notOpen> | NonNullable<ReturnType<typeof dayFault>> => {
  if (appeal.step === 'filed') {
    const { step: _step, ...said } = appeal
    if (found.outcome === 'exempt') return notOpen('该认定已免责，无须申诉。')
    if (found.appeal) return notOpen('该认定已申诉过，不再受理。')
    const due = dueAfterWorkingDays(said.filedOn, appealWorkingDays)
    return (
      dayFault(said.filedOn, found.decidedOn, today, '/filedOn') ?? {
        type: 'appeal-filed',
        data: { ...said, due },
      }
    )
  }
  const { step: _step, ...said } = appeal
  if (!found.appeal) return notOpen('该认定尚无申诉，不能答复。')
  if (found.appeal.answer) return notOpen('该申诉已答复。')
  return (
    dayFault(said.decidedOn, found.appeal.filedOn, today, '/decidedOn') ?? {
      type: 'appeal-decided',
      data: said,
    }
  )
}

/** The officer's appeal and the bank's answer to it, once each (E8). */
export const appealExemption = (
  state: State,
  bankId: string | undefined,
  appeal: Appeal,
  today: PlainDay,
): Decision<ReferralEvent, readonly ExemptionView[], RefusalCode> => {
  if (!heldBy(state, bankId)) return refuse('not-found', '未找到该推送，或您无权查看。')
  const found = state.exemptions[appeal.exemption - 1]
  if (!found) return notOpen(`没有第 ${appeal.exemption} 次认定，现共 ${state.exemptions.length} 次。`)
  const event = eventOf(found, appeal, today)
  if ('kind' in event) return event
  return accept([event], exemptionsOn(afterExemption(state.exemptions, event), today))
}
