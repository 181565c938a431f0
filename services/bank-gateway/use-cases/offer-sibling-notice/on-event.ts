import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { referral } from '../../domain/referral.ts'
import { offerSiblingNotice } from './decide.ts'

/** Once a grant: the grant’s event is the cause, so a redelivery finds the notice given (D4). */
export const offerSiblingNoticeToBank = async (
  { data, cause, actor }: Received<'sibling-credited.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, referral, {
      id: data.referralId,
      cause,
      actor,
      now: clock(),
      decide: state => offerSiblingNotice(state, data),
    }),
  )
