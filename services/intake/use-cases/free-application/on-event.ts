import { execute } from '#shared/commits/execute.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import type { Ending } from '../../domain/application.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { freeApplication } from './decide.ts'

type Freeing =
  | 'application-returned.v1'
  | 'application-refused.v1'
  | 'application-concluded.v1'
  | 'application-removed.v1'

const free = async (
  { data: { uscc, applicationId }, cause, actor }: Received<Freeing>,
  { table, clock }: Deps,
  ending: Ending,
): Promise<Fate> =>
  fateOf(
    await execute(table, entityDefinition, {
      id: uscc,
      cause,
      actor,
      now: clock(),
      decide: state => freeApplication(state, { applicationId, ending }),
    }),
  )

export const onApplicationReturned = async (
  received: Received<'application-returned.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { level, missing, returnedOn } = received.data
  return await free(received, deps, { status: 'returned', level, missing, returnedOn })
}

export const onApplicationRefused = async (
  received: Received<'application-refused.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { level, criterion, problem, advice, refusedOn } = received.data
  return await free(received, deps, { status: 'refused', level, criterion, problem, advice, refusedOn })
}

export const onApplicationConcluded = async (
  received: Received<'application-concluded.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { outcome, concludedOn, listId, demandCovered } = received.data
  return await free(received, deps, {
    status: 'concluded',
    outcome,
    concludedOn,
    ...(listId === undefined ? {} : { listId }),
    ...(demandCovered === undefined ? {} : { demandCovered }),
  })
}

/** False material or misuse: off the recommended list, and no longer live (C7). */
export const onApplicationRemoved = async (
  received: Received<'application-removed.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { listId, reason, detail, removedOn } = received.data
  return await free(received, deps, { status: 'removed', listId, reason, detail, removedOn })
}
