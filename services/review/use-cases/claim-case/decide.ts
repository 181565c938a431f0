import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { type Role, roleLabels } from '#shared/service/permissions.ts'
import type { Case, CaseClaim, CaseEvent } from '../../domain/case.ts'
import { admitted, claimAt, claimedByOther, tookPart, unknownCase } from '../../domain/case-guards.ts'
import { isSamePerson, type Person, personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type Status, statusLabels, stepAt, steps } from '../../domain/stages.ts'

export type Claimed = {
  readonly applicationId: string
  readonly claimedBy: Person
  readonly claimedUntil: string
}

const claimDays = 3

/** A claim that nobody works on ends by itself, so that no case lies in a drawer. */
const claimOf = (by: Person, at: string): CaseClaim => ({
  by,
  at,
  until: new Date(Date.parse(at) + claimDays * 86_400_000).toISOString(),
})

const roleAt = (status: Status): Role => {
  const step = stepAt(status)
  return step === undefined ? 'task-force' : steps[step].role
}

const claimed = (applicationId: string, data: CaseClaim): Decision<CaseEvent, Claimed, RefusalCode> =>
  accept([{ type: 'case-claimed', data }], {
    applicationId,
    claimedBy: data.by,
    claimedUntil: data.until,
  })

/** A reviewer takes a case to work on; only whoever could take its next step may (C2). */
export const claimCase = (
  state: Case,
  { by, at }: { readonly by: Actor; readonly at: string },
): Decision<CaseEvent, Claimed, RefusalCode> => {
  const stopped = admitted(state, 'claim', by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const role = roleAt(state.status)
  if (by.role !== role)
    return refuse(
      'not-this-level',
      `该申请现为“${statusLabels[state.status]}”，须由“${roleLabels[role]}”认领，您的角色不符。`,
    )
  const step = stepAt(state.status)
  return (
    (step && tookPart(state.file, personOf(by), step)) ??
    claimedByOther(state.file, personOf(by), at) ??
    claimed(state.file.profile.applicationId, claimOf(personOf(by), at))
  )
}

/** The claimer hands the case to another person of the own organisation, or names the other organisation. */
export const handOver = (
  state: Case,
  { to, by, at }: { readonly to: Person; readonly by: Actor; readonly at: string },
): Decision<CaseEvent, Claimed, RefusalCode> => {
  const stopped = admitted(state, 'claim', by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const claim = claimAt(state.file, at)
  if (!claim || !isSamePerson(claim.by, personOf(by)))
    return (
      claimedByOther(state.file, personOf(by), at) ??
      refuse('not-claimed', '您尚未认领该申请，不能移交；请先认领。')
    )
  if (isSamePerson(to, claim.by)) return refuse('not-claimed', '接办人就是您本人，无须移交。')
  return claimed(state.file.profile.applicationId, claimOf(to, at))
}
