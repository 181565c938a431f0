import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { OrganisationFile } from './organisation.ts'
import { kindLabels, type OrganisationKind } from './organisation-kinds.ts'
import type { RefusalCode } from './refusals.ts'

/** A1: of these a region has one at a time. */
export const seatKinds = ['mechanism', 'mechanism-office', 'task-force'] as const
export type SeatKind = (typeof seatKinds)[number]

export type Seat = {
  readonly kind: SeatKind
  readonly organisationId: string
  readonly from: string
  readonly to?: string
}
/** A region's seats, past and planned ones too. */
export type Seats = readonly Seat[]
export type SeatEvent = { readonly type: 'seat-taken'; readonly data: Seat }

export const seatAggregate: AggregateDefinition<Seats, SeatEvent> = {
  name: 'seats',
  initial: [],
  evolve: (seats, { data }) => [
    ...seats.filter(({ organisationId }) => organisationId !== data.organisationId),
    data,
  ],
}

/** A3: a bank's own task force takes no seat; the mechanism's does. */
export const seatOf = (
  { kind, organisationId, from, to }: OrganisationFile,
  parentKind: OrganisationKind | undefined,
): Seat | undefined => {
  const seated = seatKinds.find(one => one === kind)
  return seated === undefined || (seated === 'task-force' && parentKind !== 'mechanism')
    ? undefined
    : { kind: seated, organisationId, from, ...(to ? { to } : {}) }
}

const shareADay = (a: Seat, b: Seat): boolean =>
  (b.to === undefined || a.from <= b.to) && (a.to === undefined || b.from <= a.to)

/** A1: one mechanism, one office and one task force in a region at a time. */
export const takeSeat = (seats: Seats, seat: Seat): Decision<SeatEvent, Seat, RefusalCode> => {
  const other = seats.find(
    one => one.kind === seat.kind && one.organisationId !== seat.organisationId && shareADay(one, seat),
  )
  if (other)
    return refuse(
      'seat-taken',
      `本区划的“${kindLabels[seat.kind]}”已登记为 ${other.organisationId}（${other.from} 起）；请先填写其停用日期，再登记新的。`,
      { facts: { organisationId: other.organisationId } },
    )
  const known = seats.find(({ organisationId }) => organisationId === seat.organisationId)
  return known && known.from === seat.from && known.to === seat.to && known.kind === seat.kind
    ? unchanged(seat)
    : accept([{ type: 'seat-taken', data: seat }], seat)
}

/** The organisation that holds a region's seat on a day. */
export const seatedOn = (seats: Seats, kind: SeatKind, on: string): string | undefined =>
  seats.find(one => one.kind === kind && one.from <= on && (one.to === undefined || on <= one.to))
    ?.organisationId
