import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { EntityState } from '../../domain/entity.ts'
import { beyond, type Within } from '../../domain/guard.ts'
import type { LeftOutEvent, LeftOutState, Settlement } from '../../domain/left-out.ts'
import { type Code, refuseField } from '../../domain/refusals.ts'

export type SettleLeftOut = Settlement & {
  readonly leftOutId: string
  readonly entity: EntityState
  readonly caller: Within
}

/** Follows a report to its end; "declared" is proven by the application it led to (B10). */
export const settleLeftOut = (
  { reports }: LeftOutState,
  { leftOutId, entity, caller, ...settlement }: SettleLeftOut,
): Decision<LeftOutEvent, { readonly leftOutId: string; readonly settledOn: string }, Code> => {
  const report = reports.find(each => each.leftOutId === leftOutId)
  if (!report || beyond(caller, report.place))
    return refuse('left-out-unknown', `没有编号为 ${leftOutId} 的反映，或您无权办理。`)
  if (report.status === 'settled') return refuse('left-out-settled', `该反映已于 ${report.settledOn} 办结。`)
  const { finding, applicationId } = settlement
  if ((finding === 'declared') !== (applicationId !== undefined))
    return refuseField(
      'validation-failed',
      '/applicationId',
      '结论为 declared（已补充申报）时须填申报编号，其他结论不得填。',
      { fieldCode: 'finding-mismatch' },
    )
  const applications = entity.status === 'unknown' ? [] : entity.applications
  const named = applications.find(each => each.applicationId === applicationId)
  if (applicationId !== undefined && (!named || named.submittedOn < report.openedOn))
    return refuseField(
      'validation-failed',
      '/applicationId',
      `该主体在 ${report.openedOn} 之后没有编号为 ${applicationId} 的申报。`,
      { fieldCode: 'application-unknown' },
    )
  return accept([{ type: 'left-out-settled', data: { leftOutId, ...settlement } }], {
    leftOutId,
    settledOn: settlement.settledOn,
  })
}
