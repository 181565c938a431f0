import { covers } from '#shared/domain/regions.ts'
import type { Caller } from '#shared/http/caller.ts'
import { holds } from '#shared/service/permissions.ts'
import type { Bank } from './bank.ts'

/**
 * E3 A2: whose queue is open to which AWS principal is the business of those alone who may state it:
 * who covers every region the bank serves, and served when that was said.
 */
export const shownTo = (
  { role, region }: Pick<Caller, 'role' | 'region'>,
  said: Bank,
  current: Bank = said,
): Bank => {
  const mayState = [said, current].every(bank => bank.regionCodes.every(code => covers(region, code)))
  const { queuePrincipal: _hidden, ...shown } = said
  return holds(role, 'banks:register') && mayState ? said : shown
}
