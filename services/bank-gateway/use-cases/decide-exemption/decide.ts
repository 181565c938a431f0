import { fingerprintOf } from '#shared/domain/canonical.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { afterExemption, type ExemptionView, exemptionsOn, type Finding } from '../../domain/exemption.ts'
import { drawnFenOf, heldBy, type Referral, type ReferralEvent, type State } from '../../domain/referral.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { statusLabels } from '../../domain/transitions.ts'

/** A day of the future, or before what it follows. */
export const dayFault = (day: PlainDay, floor: PlainDay, today: PlainDay, pointer: string) => {
  const code = day > today ? 'day-in-future' : day < floor ? 'day-too-early' : undefined
  if (!code) return undefined
  const detail =
    code === 'day-in-future'
      ? `${day} 晚于今天（${today}，北京时间），只能记录已经发生的事项。`
      : `${day} 早于上一环节之日 ${floor}，请核对。`
  return refuse(code, detail, { errors: [{ pointer, code, detail }] })
}

/** E8: there is a finding only on what happened: a refusal, or money lent. */
const groundFor = (state: Referral, about: Finding['about']): boolean =>
  about === 'refused-loan' ? 'refusal' in state : drawnFenOf(state) > 0

/** A finding on due diligence, on record with its reason (E8). */
export const decideExemption = (
  state: State,
  bankId: string | undefined,
  finding: Finding,
  today: PlainDay,
): Decision<ReferralEvent, readonly ExemptionView[], RefusalCode> => {
  if (!heldBy(state, bankId)) return refuse('not-found', '未找到该推送，或您无权查看。')
  if (!groundFor(state, finding.about) || !('decidedOn' in state))
    return refuse(
      'not-exemptible',
      `该推送现为“${statusLabels[state.status]}”：不予授信后方可认定 refused-loan，放款后方可认定 bad-loan。`,
      { facts: { state: state.status } },
    )
  const fault = dayFault(finding.decidedOn, state.decidedOn, today, '/decidedOn')
  if (fault) return fault
  // Without an event, but recorded: said again it is true again, and stands once.
  if (state.exemptions.some(({ appeal: _appeal, ...said }) => fingerprintOf(said) === fingerprintOf(finding)))
    return accept([], exemptionsOn(state.exemptions, today))
  const event = { type: 'exemption-decided', data: finding } as const
  return accept([event], exemptionsOn(afterExemption(state.exemptions, event), today))
}
