import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { type EntityEvent, type EntityState, entityDefinition } from '../../domain/entity.ts'
import type { Code } from '../../domain/refusals.ts'
import { heardBefore, noRounds, type Told } from '../../domain/rounds.ts'
import { withdrawal } from '../withdraw-application/decide.ts'

export type TakeShortWay = {
  readonly applicationId: string
  readonly told: Exclude<Told, { kind: 'concluded' }>
  readonly today: string
}

/**
 * F1, B11: repaired after a bank's refusal, the same application is under way again and the entity is not free.
 * Where the enterprise has meanwhile declared anew, its newer word stands: the older application is taken back for good.
 */
export const takeShortWay = (
  state: EntityState,
  { applicationId, told, today }: TakeShortWay,
): Decision<EntityEvent, { readonly applicationId: string }, Code> => {
  const result = { applicationId }
  const application =
    state.status === 'unknown'
      ? undefined
      : state.applications.find(each => each.applicationId === applicationId)
  if (state.status === 'unknown' || !application)
    return refuse('application-unknown', `没有编号为 ${applicationId} 的申报。`)
  // What has ended otherwise does not come back.
  if (application.status !== 'declared' && application.status !== 'concluded') return unchanged(result)
  if (heardBefore(application.rounds ?? noRounds, told)) return unchanged(result)
  const heard: EntityEvent = { type: 'round-told', data: { applicationId, told } }
  const after = entityDefinition.evolve(state, heard)
  const live = after.status === 'unknown' ? [] : after.applications.filter(each => each.status === 'declared')
  const newer = live.find(each => each.applicationId !== applicationId)
  const both = newer && live.some(each => each.applicationId === applicationId)
  return accept(
    [
      heard,
      ...(both
        ? withdrawal(state, {
            applicationId,
            reason: 'by-enterprise',
            withdrawnOn: today,
            explanation: `企业已另行申报（${newer.applicationId}），本申报不再走修复后的再次推荐`,
          })
        : []),
    ],
    result,
  )
}
