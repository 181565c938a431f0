import { sha256 } from '#shared/domain/canonical.ts'
import { addCalendarDays, type PlainDay, shanghaiDay } from '#shared/domain/days.ts'
import type { Referral } from './referral.ts'
import { warningOf } from './referral-events.ts'

export type Warning = {
  readonly clock: 'acceptance' | 'decision' | 'recall'
  readonly level: 'near-due' | 'due' | 'overdue'
  readonly dueOn: PlainDay
  /** Instant from which it is to be said. */
  readonly at: string
}

const nearDueDays = 5

/** The instant at which a Shanghai day begins. */
const startOf = (day: PlainDay): string => new Date(`${day}T00:00:00+08:00`).toISOString()

const hoursAfter = (instant: string, hours: number): string =>
  new Date(Date.parse(instant) + hours * 3_600_000).toISOString()

/** E7: hours to accept, counted from the offer; a referral from before that setting has no such clock. */
const acceptanceOf = (state: Referral): readonly Warning[] => {
  const { acceptWithinHours } = state.referral.clocks
  if (state.status !== 'offered' || acceptWithinHours === undefined || state.offeredAt === undefined)
    return []
  const at = hoursAfter(state.offeredAt, acceptWithinHours)
  return [{ clock: 'acceptance', level: 'overdue', dueOn: shanghaiDay(at), at }]
}

/** E1: five days before its day, on it, and once it is past. */
const decisionOf = (state: Referral): readonly Warning[] => {
  if (state.status !== 'materials-completed') return []
  const { dueOn } = state.decisionDue
  const warning = (level: Warning['level'], days: number): Warning => ({
    clock: 'decision',
    level,
    dueOn,
    at: startOf(addCalendarDays(dueOn, days)),
  })
  return [warning('near-due', -nearDueDays), warning('due', 0), warning('overdue', 1)]
}

/** Where the policy of an older referral set no hours to acknowledge a recall. */
const defaultRecallHours = 24

/** C7: the instant by which a recall is to be acknowledged. */
export const recallDueAt = ({ recall, referral }: Referral): string | undefined => {
  if (!recall) return undefined
  // A recall from before this clock has its day alone, and counts from the end of it.
  const offeredAt = recall.offeredAt ?? startOf(addCalendarDays(recall.recalledOn, 1))
  return hoursAfter(offeredAt, referral.clocks.recallWithinHours ?? defaultRecallHours)
}

/** C7: said when the hours are over, and once more a day later; the acknowledgement ends it. */
const recallOf = (state: Referral): readonly Warning[] => {
  const at = recallDueAt(state)
  if (at === undefined || state.recall?.acknowledgedOn !== undefined) return []
  const dueOn = shanghaiDay(at)
  return [
    { clock: 'recall', level: 'due', dueOn, at },
    { clock: 'recall', level: 'overdue', dueOn, at: hoursAfter(at, 24) },
  ]
}

/** Warnings that are still to be given, the earliest first. */
export const outstandingOf = (state: Referral): readonly Warning[] =>
  [...acceptanceOf(state), ...decisionOf(state), ...recallOf(state)].filter(
    ({ clock, level, dueOn }) => !state.warned.includes(warningOf(clock, level, dueOn)),
  )

/** Days on which the sweep looks back: an outage of this length loses nothing. */
export const lookBackDays = 40

const shards = ['0', '1', '2', '3', '4', '5', '6', '7'] as const

/** Eight rows of the index a day, so that no single key carries a province’s whole day. */
const shardOf = (id: string): string => shards[Number.parseInt(sha256(id).slice(0, 8), 16) % 8] ?? '0'

export const dueListsOf = (day: PlainDay): readonly string[] => shards.map(shard => `due#${day}#${shard}`)

export const provisionalListsOf = (year: number): readonly string[] =>
  shards.map(shard => `provisional#${year}#${shard}`)

/** When the sweep has to look next, listed by day; a moment already past is listed on the day it became known. */
export const dueListing = (
  state: Referral,
  id: string,
): { readonly pk: string; readonly sk: string; readonly at: string } | undefined => {
  const [next] = outstandingOf(state)
  if (!next) return undefined
  const knownOn = startOf(state.history.at(-1)?.fedBackOn ?? state.offeredOn)
  const late = next.at < knownOn
  const at = late ? knownOn : next.at
  return { pk: `due#${shanghaiDay(at)}#${shardOf(id)}`, sk: `${at}#${id}`, at }
}

/** Due days that rest on a calendar not yet published, by the year that is missing. */
export const provisionalListing = (
  state: Referral,
  id: string,
): { readonly pk: string; readonly sk: string } | undefined =>
  state.status === 'materials-completed' && state.decisionDue.provisional
    ? { pk: `provisional#${state.decisionDue.dueOn.slice(0, 4)}#${shardOf(id)}`, sk: id }
    : undefined
