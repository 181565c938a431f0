import { execute } from '#shared/commits/execute.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { type BankDecision, planAggregate } from '../../domain/plan.ts'
import { tellLater } from '../note-earlier-lines/tell-later.ts'
import { decideCloseReferral } from './decide.ts'

type Told = Pick<EventData<'feedback-corrected.v1'>, 'referralId' | 'bankId'> & {
  readonly decision: NonNullable<EventData<'feedback-corrected.v1'>['decision']>
}

const decisionOf = ({ referralId, bankId, decision }: Told, sequence: number): BankDecision => {
  const { outcome, decidedOn } = decision
  const said = { referralId, bankId, outcome, decidedOn, sequence }
  return decision.outcome === 'granted' ? { ...said, lineFen: decision.grant.lineFen } : said
}

const close = async (
  received: Received<'credit-decided.v1' | 'feedback-corrected.v1'>,
  deps: Deps,
  decision: BankDecision,
  saidOn: string,
): Promise<Fate> => {
  const { data, cause, actor } = received
  const { table, clock } = deps
  const fate = fateOf(
    await execute(table, planAggregate, {
      id: data.applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decideCloseReferral(state, decision, saidOn),
    }),
  )
  // A first word that is no grant moves no line.
  const moved = decision.lineFen !== undefined || received.name === 'feedback-corrected.v1'
  return fate.fate === 'done' && moved ? await tellLater(received, deps, saidOn) : fate
}

export const closeReferral = async (received: Received<'credit-decided.v1'>, deps: Deps): Promise<Fate> => {
  const { data, envelope } = received
  return await close(
    received,
    deps,
    decisionOf({ ...data, decision: data }, envelope.sequence),
    data.decidedOn,
  )
}

/** D4: a corrected line or day stands in the place of the earlier one; what was corrected before any decision is no word on credit. */
export const correctReferral = async (
  received: Received<'feedback-corrected.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { data, envelope } = received
  const { decision } = data
  if (!decision) return done
  return await close(received, deps, decisionOf({ ...data, decision }, envelope.sequence), data.correctedOn)
}
