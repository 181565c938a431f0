import type { Actor } from '#shared/commits/commit.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import type { Delegation, DelegationEvent } from '../../domain/delegation.ts'
import { delegationFails, type Registers } from '../../domain/may-sign.ts'
import { isSamePerson, type Person, personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type Naming = {
  readonly regionCode: string
  readonly deputy: Person
  readonly from: string
  readonly to: string
  readonly reason: string
  readonly by: Actor
  readonly at: string
  /** What the register says of the organisations of both (A2). */
  readonly registers?: Registers
}

/** A1: for days to come only, and to another person. */
export const nameDeputy = (
  all: readonly Delegation[],
  { regionCode, deputy, from, to, reason, by, at, registers }: Naming,
): Decision<DelegationEvent, Delegation, RefusalCode> => {
  const convener = personOf(by)
  const today = shanghaiDay(at)
  const errors = [
    ...(isSamePerson(deputy, convener)
      ? [{ pointer: '/deputy', code: 'self', detail: '受委托人不得为召集人本人' }]
      : []),
    ...(from < today ? [{ pointer: '/from', code: 'in-past', detail: `不得早于今天（${today}）` }] : []),
    ...(to < from ? [{ pointer: '/to', code: 'before-from', detail: '不得早于起始日期' }] : []),
  ]
  if (errors.length > 0)
    return refuse('validation-failed', '委托的内容不符合要求，逐项原因见 errors。', { errors })
  const fails = registers && delegationFails(registers, { convener, deputy }, regionCode, from)
  if (fails) return fails
  const delegation = {
    delegationId: `DG-${regionCode}-${all.length + 1}`,
    ...{ convener, deputy, from, to, reason, at },
  }
  return accept([{ type: 'deputy-named', data: delegation }], delegation)
}
