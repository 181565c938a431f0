import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { beginReview } from './decide.ts'

export const onReviewBegun = async (
  { data: { uscc, applicationId, begunOn, profileSequence }, cause, actor }: Received<'review-begun.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, entityDefinition, {
      id: uscc,
      cause,
      actor,
      now: clock(),
      decide: state => beginReview(state, { applicationId, begunOn, profileSequence }),
    }),
  )
