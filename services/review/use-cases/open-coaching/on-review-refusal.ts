import type { Fate, Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { classOfCriterion } from '../../domain/problem-classes.ts'
import { open } from './open.ts'

/** A refusal at any level of review opens coaching at the township (C6, F1). */
export const openForReviewRefusal = async (
  { data, envelope, cause, actor }: Received<'application-refused.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { applicationId, level, criterion, problem, advice, refusedOn: on } = data
  return await open(
    {
      applicationId,
      refusal: envelope.id,
      source: { kind: 'review', level, criterion },
      problem,
      advice,
      problemClass: classOfCriterion[criterion],
      on,
      cause,
      actor,
    },
    deps,
  )
}
