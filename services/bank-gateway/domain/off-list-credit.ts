import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import { levelOf, parentOf } from '#shared/domain/regions.ts'

export type OffListRecord = EventData<'off-list-credit-recorded.v1'>

/** One telling of one credit: the first, or one that takes the place of an earlier one and says why. */
export type OffListRevision = { readonly record: OffListRecord; readonly reason?: string }

export type OffListEvent =
  | DomainEvent<'off-list-credit-recorded.v1'>
  | {
      readonly type: 'off-list-credit-noted'
      /** Of the record just told: the bank's own reference, and why it was told again. */
      readonly data: { readonly reference: string; readonly reason?: string }
    }

export type OffListState =
  | { readonly status: 'unknown' }
  | {
      readonly status: 'recorded'
      readonly reference: string
      readonly current: OffListRecord
      readonly revisions: readonly OffListRevision[]
    }

const evolve = (state: OffListState, event: OffListEvent): OffListState => {
  const before = state.status === 'recorded' ? state : undefined
  if (event.type === 'off-list-credit-recorded.v1')
    // Said of the enterprise named wrongly; the record stands under the right one.
    return event.data.voided
      ? state
      : {
          status: 'recorded',
          reference: before?.reference ?? '',
          current: event.data,
          revisions: [...(before?.revisions ?? []), { record: event.data }],
        }
  if (!before) return state
  const { reference, reason } = event.data
  const revisions = before.revisions.with(-1, { record: before.current, ...(reason ? { reason } : {}) })
  return { ...before, reference, revisions }
}

/** Credit to an enterprise on neither list 清单外授信, by the bank's own reference (D7). */
export const offListCredit: AggregateDefinition<OffListState, OffListEvent> = {
  name: 'off-list-credit',
  initial: { status: 'unknown' },
  evolve,
}

/** The same reference of the same bank is the same credit, however often it is sent (D7). */
export const offListIdOf = (bankId: string, reference: string): string =>
  `OC-${bankId}-${sha256(`${bankId}\n${reference}`).slice(0, 16)}`

export const offListOfBank = (bankId: string, regionCode?: string): string =>
  regionCode === undefined ? `off-list#bank#${bankId}` : `off-list#bank#${bankId}#${regionCode}`

export const offListOfRegion = (regionCode: string): string => `off-list#region#${regionCode}`

const levels = ['zone', 'county', 'city', 'province', 'nation'] as const

const regionsUpFrom = (code: string | undefined): readonly string[] =>
  code === undefined ? [] : [code, ...regionsUpFrom(parentOf(code))]

/** One row for the bank, one for each region above the credit; a level it does not have is listed nowhere. */
export const offListViewsOf = (state: OffListState, id: string): readonly View[] => {
  if (state.status === 'unknown') return []
  const { current, reference, revisions } = state
  const { bankId, regionCode } = current
  const sk = `${revisions[0]?.record.recordedOn ?? current.recordedOn}#${id}`
  const data = { ...current, reference }
  const regions = regionsUpFrom(regionCode)
  const rowOf = (name: string, pk: string | undefined): View =>
    pk === undefined ? { name, data: {} } : { name, list: { pk, sk }, data }
  return [
    rowOf('of-bank', offListOfBank(bankId)),
    rowOf('of-bank-in-county', offListOfBank(bankId, regionCode)),
    ...levels.map(level => {
      const code = regions.find(each => levelOf(each) === level)
      return rowOf(`in-${level}`, code === undefined ? undefined : offListOfRegion(code))
    }),
  ]
}
