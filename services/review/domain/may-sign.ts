import { refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import type { Delegation } from './delegation.ts'
import { knows, notInOffice, speakingFor, termsOn } from './may-act.ts'
import { officeFor } from './offices.ts'
import type { Organisation } from './organisation.ts'
import type { Person } from './person.ts'
import type { RefusalCode } from './refusals.ts'

/** What the register says of the organisations that a signature touches. */
export type Registers = { readonly convener: Organisation; readonly deputy: Organisation }

const office = officeFor['sign-off']

/** A1: where the register knows conveners, the one in office delegates, and to somebody in office in the same county. */
export const delegationFails = (
  registers: Registers,
  { convener, deputy }: Pick<Delegation, 'convener' | 'deputy'>,
  regionCode: string,
  on: string,
) => {
  const conveners = speakingFor(registers.convener, regionCode)
  if (!knows(conveners, office, on)) return undefined
  if (notInOffice(conveners, office, convener, on))
    return refuse<RefusalCode>('not-in-office', `委托人在 ${on} 不是在任的召集人，委托不生效。`, {
      facts: { office, on },
    })
  const deputies = registers.deputy
  const isHere = deputies.status === 'registered' && covers(regionCode, deputies.regionCode)
  return isHere && termsOn(deputies, deputy, on).length > 0
    ? undefined
    : refuse<RefusalCode>(
        'not-in-office',
        `受委托人在 ${on} 没有 ${regionCode} 所属单位的任职登记，不能代行签发。`,
        { facts: { office, on } },
      )
}

/** A1, C4: the convener in office signs, or a deputy whom that convener named. */
export const signerFails = (
  registers: Registers,
  signer: Person,
  delegation: Pick<Delegation, 'convener'> | undefined,
  regionCode: string,
  on: string,
) =>
  delegation
    ? delegationFails(registers, { convener: delegation.convener, deputy: signer }, regionCode, on)
    : notInOffice(registers.convener, office, signer, on)
