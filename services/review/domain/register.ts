import type { Actor } from '#shared/commits/commit.ts'
import { loadSetting } from '#shared/commits/settings.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { speakingFor } from './may-act.ts'
import type { Office } from './offices.ts'
import { type Organisation, organisationAggregate } from './organisation.ts'
import { type SeatKind, seatAggregate, seatedOn } from './seats.ts'

/** What the register says of an organisation; remembered for seconds where the table says so. */
export const registerOf = async (table: CommitTable, organisationId: string): Promise<Organisation> =>
  await loadSetting(table, organisationAggregate, organisationId)

/** Whose offices decide for a whole region; other offices are those of the caller's own organisation. */
const seatFor: { readonly [O in Office]?: SeatKind } = {
  convener: 'mechanism',
  leader: 'task-force',
  member: 'task-force',
}

/** A2: the register that decides on a person's act: of the seat of the region it acts for, else of its own organisation. */
export const registerFor = async (
  table: CommitTable,
  { org, region }: Pick<Actor, 'org' | 'region'>,
  office: Office,
  on: string,
): Promise<Organisation> => {
  const kind = seatFor[office]
  const [seats, own] = await Promise.all([
    kind ? loadSetting(table, seatAggregate, region) : seatAggregate.initial,
    registerOf(table, org),
  ])
  const holder = kind && seatedOn(seats, kind, on)
  return speakingFor(holder && holder !== org ? await registerOf(table, holder) : own, region)
}
