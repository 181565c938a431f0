import type { EntityEvent, EntityState } from './entity.ts'
import { groundless, sameLoan, standingLoans } from './renewal.ts'

/** B12, E3: a visit that the system planned for a maturity that was wrong or a loan that is repaid; what people planned is theirs to keep. */
export const callBack = (state: EntityState, today: string): readonly EntityEvent[] => {
  if (state.status === 'unknown') return []
  const plan = groundless(state)
  if (!plan?.renewal) return []
  const { planId, renewal } = plan
  const repaidOn = standingLoans(state.renewals).find(each => sameLoan(each, renewal))?.repaidOn
  const why =
    repaidOn === undefined
      ? ({
          reason: `银行已更正续贷记录，不再有 ${renewal.maturesOn} 到期的这笔贷款；系统将按更正后的到期日另行安排`,
          maturityCorrected: true,
        } as const)
      : ({
          reason: `银行已反馈 ${renewal.maturesOn} 到期的这笔贷款于 ${repaidOn} 结清，不再为其续贷走访`,
          loanRepaid: true,
        } as const)
  return [{ type: 'visit-plan-cancelled', data: { planId, cancelledOn: today, ...why } }]
}
