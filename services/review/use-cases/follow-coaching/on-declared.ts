import { execute, load } from '#shared/commits/execute.ts'
import { done, type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { coachedEntityAggregate } from '../../domain/coached-entity.ts'
import { declaredAnew } from './decide.ts'

/** Links a coached entity's new application to its coachings (F1). */
export const followDeclared = async (
  { data: { uscc, applicationId }, cause, actor }: Received<'application-declared.v1'>,
  { table, clock }: Deps,
): Promise<Fate> => {
  const { version } = await load(table, coachedEntityAggregate, uscc)
  if (version === 0) return done
  return fateOf(
    await execute(table, coachedEntityAggregate, {
      id: uscc,
      cause,
      actor,
      now: clock(),
      decide: entity => declaredAnew(entity, applicationId),
    }),
  )
}
