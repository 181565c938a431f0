import type { Actor } from '#shared/commits/commit.ts'
import type { Criterion } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { roleLabels } from '#shared/service/permissions.ts'
import { type Case, type CaseEvent, type CriteriaFindings, caseAggregate } from '../../domain/case.ts'
import { admitted, tookPart, unknownCase, vetoed } from '../../domain/case-guards.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import { type Status, type Step, statusLabels, stepLabels, steps } from '../../domain/stages.ts'

export type Verdict =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'return'; readonly missing: readonly string[] }
  | {
      readonly outcome: 'refuse'
      readonly criterion: Criterion
      readonly problem: string
      readonly advice: string
    }

export type TakeStep = {
  readonly step: Step
  readonly verdict: Verdict
  readonly opinion: string
  readonly criteria?: CriteriaFindings | undefined
  readonly by: Actor
  readonly at: string
}

export type StepResult = {
  readonly applicationId: string
  readonly stage: Status
  readonly stageLabel: string
}

const outgoing = (
  { file: { profile } }: Exclude<Case, { status: 'none' }>,
  { step, verdict, at }: TakeStep,
): readonly CaseEvent[] => {
  const { applicationId, uscc, regionCode, townshipCode } = profile
  const ref = { applicationId, uscc, regionCode, ...(townshipCode ? { townshipCode } : {}), level: step }
  const on = shanghaiDay(at)
  if (verdict.outcome === 'pass') return []
  if (verdict.outcome === 'return')
    return [
      { type: 'application-returned.v1', data: { ...ref, missing: [...verdict.missing], returnedOn: on } },
    ]
  const { criterion, problem, advice } = verdict
  return [{ type: 'application-refused.v1', data: { ...ref, criterion, problem, advice, refusedOn: on } }]
}

/** C2, C3, C6: one person takes one step of a case, in the order of the steps. */
export const takeStep = (state: Case, command: TakeStep): Decision<CaseEvent, StepResult, RefusalCode> => {
  const { step, verdict, opinion, criteria, by, at } = command
  const stopped = admitted(state, step, by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const twice = tookPart(state.file, personOf(by))
  if (twice) return twice
  if (by.role !== steps[step].role)
    return refuse(
      'not-this-level',
      `“${stepLabels[step]}”须由“${roleLabels[steps[step].role]}”办理，您的角色不符。`,
    )
  const veto = verdict.outcome === 'pass' ? vetoed(state.file) : undefined
  if (veto) return veto

  const events: readonly CaseEvent[] = [
    {
      type: 'step-taken',
      data: {
        step,
        outcome: verdict.outcome,
        by: personOf(by),
        at,
        opinion,
        ...(criteria ? { criteria } : {}),
      },
    },
    ...outgoing(state, command),
  ]
  const after = events.reduce(caseAggregate.evolve, state as Case)
  const stage = after.status === 'none' ? state.status : after.status
  return accept(events, {
    applicationId: state.file.profile.applicationId,
    stage,
    stageLabel: statusLabels[stage],
  })
}
