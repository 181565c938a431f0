import { execute } from '#shared/commits/execute.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { type BankDecision, planAggregate } from '../../domain/plan.ts'
import { decideCloseReferral } from './decide.ts'

const decisionOf = (data: EventData<'credit-decided.v1'>): BankDecision => {
  const { referralId, bankId, outcome, decidedOn } = data
  const said = { referralId, bankId, outcome, decidedOn }
  return data.outcome === 'granted' ? { ...said, lineFen: data.grant.lineFen } : said
}

export const closeReferral = async (
  { data, cause, actor }: Received<'credit-decided.v1'>,
  { table, clock }: Deps,
): Promise<Fate> =>
  fateOf(
    await execute(table, planAggregate, {
      id: data.applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decideCloseReferral(state, decisionOf(data)),
    }),
  )
