import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { covers } from '#shared/domain/regions.ts'

/** A bank as its owner, matching, last described it; kept to check intended banks against (B6). */
export type BankState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'active' | 'inactive'
      readonly bankId: string
      readonly name: string
      /** Where it serves; absent where its owner's word is from before this was kept (B8). */
      readonly regionCodes?: readonly string[]
      /** Version of the bank at its owner: an older word never overwrites a newer one. */
      readonly sequence: number
    }

export type BankEvent = {
  readonly type: 'bank-noted'
  readonly data: Pick<EventData<'bank-registered.v1'>, 'bankId' | 'name' | 'active'> & {
    readonly regionCodes?: readonly string[]
    readonly sequence: number
  }
}

export const bankDirectory: AggregateDefinition<BankState, BankEvent> = {
  name: 'bank',
  initial: { status: 'unknown' },
  evolve: (_state, { data: { active, ...bank } }) => ({ status: active ? 'active' : 'inactive', ...bank }),
}

/** Whether the bank serves the place; of one whose owner never said where, nobody knows. */
export const serves = (
  { regionCodes }: Extract<BankState, { bankId: string }>,
  place: string,
): boolean | undefined => regionCodes?.some(code => covers(code, place))
