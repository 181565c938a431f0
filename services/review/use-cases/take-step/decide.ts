import type { Actor } from '#shared/commits/commit.ts'
import type { Criterion } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { roleLabels } from '#shared/service/permissions.ts'
import { begun } from '../../domain/begun.ts'
import { type BlockMatch, notReleased } from '../../domain/blocks.ts'
import { type Case, type CaseEvent, type CriteriaFindings, caseAggregate } from '../../domain/case.ts'
import {
  admitted,
  claimedByOther,
  lacksFacts,
  tookPart,
  unknownCase,
  unspoken,
  vetoed,
} from '../../domain/case-guards.ts'
import { barred, conflictOf } from '../../domain/conflict.ts'
import { notInOffice } from '../../domain/may-act.ts'
import { officeFor } from '../../domain/offices.ts'
import type { Organisation } from '../../domain/organisation.ts'
import { personOf } from '../../domain/person.ts'
import { refOf } from '../../domain/ref.ts'
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
  /** What is said to the departments' `attention` findings (C1). */
  readonly attentionOpinion?: string | undefined
  readonly by: Actor & { readonly bank?: string }
  readonly at: string
  /** Entries that the application meets now (C8, C9). */
  readonly matches?: readonly BlockMatch[]
  /** What the register says of the caller's organisation (A2). */
  readonly register?: Organisation
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
  const ref = { ...refOf(profile), level: step }
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
  const { step, verdict, opinion, criteria, attentionOpinion, by, at, matches = [], register } = command
  const stopped = admitted(state, step, by)
  if (stopped) return stopped
  if (state.status === 'none') return unknownCase
  const twice = tookPart(state.file, personOf(by), step)
  if (twice) return twice
  if (by.role !== steps[step].role)
    return refuse(
      'not-this-level',
      `“${stepLabels[step]}”须由“${roleLabels[steps[step].role]}”办理，您的角色不符。`,
    )
  const away = register && notInOffice(register, officeFor[step], personOf(by), shanghaiDay(at))
  if (away) return away
  const taken = claimedByOther(state.file, personOf(by), at)
  if (taken) return taken
  const conflict = step === 'bank' ? conflictOf(state.file.profile, by.bank) : undefined
  if (conflict && state.file.policy.conflictedBankReviewer === 'bar') return barred(conflict)
  const isPass = verdict.outcome === 'pass'
  const stop = isPass
    ? (vetoed(state.file) ?? lacksFacts(state.file, step) ?? unspoken(state.file, attentionOpinion))
    : undefined
  if (stop) return stop
  const unseen = isPass ? notReleased(state.file, matches) : []

  const events: readonly CaseEvent[] = [
    ...begun(state.file, at),
    {
      type: 'step-taken',
      data: {
        step,
        outcome: verdict.outcome,
        by: personOf(by),
        at,
        opinion,
        ...(criteria ? { criteria } : {}),
        ...(attentionOpinion ? { attentionOpinion } : {}),
        ...(conflict ? { conflict } : {}),
      },
    },
    ...outgoing(state, command),
    ...(unseen.length > 0 ? [{ type: 'case-held', data: { matches: unseen } } as const] : []),
  ]
  const after = events.reduce(caseAggregate.evolve, state as Case)
  const stage = after.status === 'none' ? state.status : after.status
  return accept(events, {
    applicationId: state.file.profile.applicationId,
    stage,
    stageLabel: statusLabels[stage],
  })
}
