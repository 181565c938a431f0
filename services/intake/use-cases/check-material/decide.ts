import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { Role } from '#shared/service/permissions.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { liveOnly, type Within } from '../../domain/guard.ts'
import { type MaterialCheck, type MaterialFinding, needsAttention } from '../../domain/material-check.ts'
import type { Code } from '../../domain/refusals.ts'

export type CheckMaterial = {
  readonly applicationId: string
  readonly finding: MaterialFinding
  readonly problem?: string
  readonly caller: Within & { readonly org: string; readonly role: Role }
  readonly today: string
}

export type CheckResult = {
  readonly applicationId: string
  readonly finding: MaterialFinding
  readonly checkedOn: string
  readonly needsAttention: boolean
}

/** The township looks whether the material is reasonable and true, until review begins; its last word stands (B7). */
export const checkMaterial = (
  state: EntityState,
  { finding, problem, today, ...command }: CheckMaterial,
): Decision<EntityEvent, CheckResult, Code> => {
  const found = liveOnly(state, command)
  if (found.kind === 'refused') return found
  const { applicationId, reviewBegunOn } = found.application
  if (reviewBegunOn !== undefined)
    return refuse('review-begun', `审核已于 ${reviewBegunOn} 开始，材料由审核环节核实，不再登记初审把关。`, {
      facts: { reviewBegunOn },
    })
  const { org, role } = command.caller
  const check: MaterialCheck = {
    finding,
    ...(problem ? { problem } : {}),
    by: { org, role },
    on: today,
  }
  return accept([{ type: 'material-checked', data: { applicationId, check } }], {
    applicationId,
    finding,
    checkedOn: today,
    needsAttention: needsAttention({ materialCheck: check }),
  })
}
