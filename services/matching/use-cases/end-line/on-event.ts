import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { type Ended, planAggregate } from '../../domain/plan.ts'
import { tellLater } from '../note-earlier-lines/tell-later.ts'
import { decideEndLine } from './decide.ts'

const end = async (
  received: Received<'loan-repaid.v1' | 'credit-withdrawn.v1'>,
  deps: Deps,
  ended: Ended,
): Promise<Fate> => {
  const { data, cause, actor } = received
  const { table, clock } = deps
  const { applicationId, referralId, bankId } = data
  const fate = fateOf(
    await execute(table, planAggregate, {
      id: applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decideEndLine(state, { referralId, bankId, ...ended }),
    }),
  )
  return fate.fate === 'done' ? await tellLater(received, deps, ended.endedOn) : fate
}

export const onLoanRepaid = async (received: Received<'loan-repaid.v1'>, deps: Deps): Promise<Fate> =>
  await end(received, deps, { by: 'repaid', endedOn: received.data.repaidOn })

export const onCreditWithdrawn = async (
  received: Received<'credit-withdrawn.v1'>,
  deps: Deps,
): Promise<Fate> => await end(received, deps, { by: 'withdrawn', endedOn: received.data.withdrawnOn })
