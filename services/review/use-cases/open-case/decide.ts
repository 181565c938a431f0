import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { BlockMatch } from '../../domain/blocks.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import type { CasePolicy } from '../../domain/case-policy.ts'

export type Opening = {
  readonly profile: ApplicationProfile
  readonly policy: CasePolicy
  readonly matches: readonly BlockMatch[]
  /** Place of the declaration in the application's own history. */
  readonly sequence: number
}

/** C2, C8, C9: a declared application begins under the policy of its day; what meets a block waits for a person. */
export const openCase = (state: Case, opening: Opening): Decision<CaseEvent, null> => {
  if (state.status !== 'none') return unchanged(null)
  const { profile, policy, matches, sequence } = opening
  return accept(
    [
      { type: 'case-opened', data: profile },
      { type: 'rules-fixed', data: { policy, sequence } },
      ...(matches.length > 0 ? [{ type: 'case-held', data: { matches } } as const] : []),
    ],
    null,
  )
}
