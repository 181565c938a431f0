import type { Actor } from '#shared/commits/commit.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import {
  type Coaching,
  type CoachingEvent,
  type CoachingStatus,
  coachingStatusLabels,
  type OpenedCoaching,
  type Satisfaction,
} from '../../domain/coaching.ts'
import { personOf } from '../../domain/person.ts'
import { type ProblemClass, problemClasses } from '../../domain/problem-classes.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

type Given = { readonly by: Actor; readonly at: string }

export type CoachingResult = {
  readonly coachingId: string
  readonly status: CoachingStatus
  readonly statusLabel: string
  readonly problemClass: ProblemClass
  readonly problemClassLabel: string
}
type Decided = Decision<CoachingEvent, CoachingResult, RefusalCode>
type Open = Extract<OpenedCoaching, { status: 'open' }>

const no = refuse<RefusalCode>

export const outsideCoaching = ({ regionCode, townshipCode }: OpenedCoaching, by: Actor) =>
  covers(by.region, townshipCode ?? regionCode)
    ? undefined
    : no('outside-region', `该辅导事项所在区划不在您的管辖范围（${by.region}）之内。`)

/** F1: the coaching while it is open to this caller, or why not. */
const workable = (state: Coaching, by: Actor): Open | ReturnType<typeof no> => {
  if (state.status === 'none') return no('not-found', '未找到该辅导事项，或您无权查看。')
  const away = outsideCoaching(state, by)
  if (away) return away
  return state.status === 'open'
    ? state
    : no('coaching-closed', `该辅导事项已办结（${coachingStatusLabels[state.status]}），不能再改动。`, {
        facts: { coachingStatus: state.status },
      })
}

const result = (
  { coachingId, problemClass }: Open,
  { status = 'open', to = problemClass }: { status?: CoachingStatus; to?: ProblemClass } = {},
): CoachingResult => ({
  coachingId,
  status,
  statusLabel: coachingStatusLabels[status],
  problemClass: to,
  problemClassLabel: problemClasses[to].label,
})

/** F1: what was done, by whom, with its proof. */
export const takeMeasure = (
  state: Coaching,
  { by, at, done, proof }: Given & { readonly done: string; readonly proof?: string | undefined },
): Decided => {
  const open = workable(state, by)
  if ('kind' in open) return open
  const data = { by: personOf(by), at, done, ...(proof ? { proof } : {}) }
  return accept([{ type: 'measure-taken', data }], result(open))
}

/** F1: the township knows better than the refusal what the problem is; the due day stands. */
export const changeClass = (
  state: Coaching,
  { by, problemClass, reason }: Given & { readonly problemClass: ProblemClass; readonly reason: string },
): Decided => {
  const open = workable(state, by)
  if ('kind' in open) return open
  if (open.problemClass === problemClass)
    return no('same-class', `该辅导事项的问题类别已是“${problemClasses[problemClass].label}”。`)
  const data = {
    regionCode: open.regionCode,
    from: open.problemClass,
    to: problemClass,
    reason,
    by: personOf(by),
  }
  return accept([{ type: 'class-changed', data }], result(open, { to: problemClass }))
}

export type Outcome = (
  | { readonly outcome: 'repaired'; readonly proof: string }
  | { readonly outcome: 'given-up'; readonly reason: string }
) & { readonly satisfaction?: Satisfaction | undefined }

/** F1: repaired with a proof, or given up with a reason; then it is closed for good. */
export const closeCoaching = (
  state: Coaching,
  { by, at, outcome }: Given & { readonly outcome: Outcome },
): Decided => {
  const open = workable(state, by)
  if ('kind' in open) return open
  const { applicationId, uscc, regionCode, townshipCode, coachingId, problemClass } = open
  const { satisfaction } = outcome
  return accept(
    [
      {
        type: 'outcome-recorded',
        data: {
          by: personOf(by),
          at,
          ...(outcome.outcome === 'repaired'
            ? { outcome: 'repaired', proof: outcome.proof }
            : { outcome: 'given-up', reason: outcome.reason }),
          ...(satisfaction ? { satisfaction } : {}),
        },
      },
      {
        type: 'coaching-closed.v1',
        data: {
          applicationId,
          uscc,
          regionCode,
          ...(townshipCode ? { townshipCode } : {}),
          coachingId,
          problemClass,
          outcome: outcome.outcome,
          closedOn: shanghaiDay(at),
        },
      },
    ],
    result(open, { status: outcome.outcome }),
  )
}
