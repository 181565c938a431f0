import type { Actor } from '#shared/commits/commit.ts'
import type { Criterion } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision } from '#shared/domain/decision.ts'
import { begun } from '../../domain/begun.ts'
import type { Case, CaseEvent } from '../../domain/case.ts'
import { admitted, claimedByOther, unknownCase } from '../../domain/case-guards.ts'
import { personOf } from '../../domain/person.ts'
import { refOf } from '../../domain/ref.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type Status, statusLabels } from '../../domain/stages.ts'

export type Ruling =
  | { readonly outcome: 'release'; readonly reason: string }
  | {
      readonly outcome: 'refuse'
      readonly criterion: Criterion
      readonly problem: string
      readonly advice: string
    }

export type Ruled = {
  readonly applicationId: string
  readonly stage: Status
  readonly stageLabel: string
}

/** C8, C9: a person of the task force lets a stopped case go on where it stood, or refuses it; no machine does either. */
export const releaseCase = (
  state: Case,
  { ruling, by, at }: { readonly ruling: Ruling; readonly by: Actor; readonly at: string },
): Decision<CaseEvent, Ruled, RefusalCode> => {
  const stopped = admitted(state, 'release', by)
  if (stopped) return stopped
  if (state.status !== 'held') return unknownCase
  const taken = claimedByOther(state.file, personOf(by), at)
  if (taken) return taken
  const { profile } = state.file
  const { applicationId } = profile
  if (ruling.outcome === 'release') {
    const blockIds = state.matches.map(({ blockId }) => blockId)
    return accept(
      [{ type: 'case-released', data: { by: personOf(by), at, reason: ruling.reason, blockIds } }],
      {
        applicationId,
        stage: state.from,
        stageLabel: statusLabels[state.from],
      },
    )
  }
  const { criterion, problem, advice } = ruling
  const refused = { ...refOf(profile), level: 'task-force' as const, criterion, problem, advice }
  const ended = { type: 'application-refused.v1', data: { ...refused, refusedOn: shanghaiDay(at) } } as const
  return accept([...begun(state.file, at), ended], {
    applicationId,
    stage: 'refused',
    stageLabel: statusLabels.refused,
  })
}
