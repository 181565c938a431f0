import type { Row } from '../rollups.ts'
import type { Heard } from './event-names.ts'
import type { Told } from './history.ts'
import { ledgerLines } from './ledger.ts'

/** Figures by `level|where|day|metric`; nothing that is zero. */
export type Counts = Readonly<Record<string, number>>

/** Milestones of an event with the field of its day, but those a bank may correct; written apart from the code under test. */
const milestones = ({ name, data }: Told): readonly (readonly [string, string])[] => {
  const held = data as Heard
  const on = (metric: string, field: string): readonly (readonly [string, string])[] => [
    [metric, String(held[field])],
  ]
  switch (name) {
    case 'entity-visited.v1':
      return data.hasDemand
        ? [...on('visited', 'visitedOn'), ...on('demand', 'visitedOn')]
        : on('visited', 'visitedOn')
    case 'coaching-closed.v1':
      return data.outcome === 'repaired' ? on('repaired', 'closedOn') : []
    default: {
      const simple: { readonly [event: string]: readonly [string, string] } = {
        'entity-listed.v1': ['listed', 'listedOn'],
        'application-declared.v1': ['declared', 'declaredOn'],
        'application-corrected.v1': ['declared', 'declaredOn'],
        'application-screened-out.v1': ['screenedOut', 'screenedOn'],
        'application-returned.v1': ['returned', 'returnedOn'],
        'application-refused.v1': ['refused', 'refusedOn'],
        'application-recommended.v1': ['recommended', 'recommendedOn'],
        'referral-dispatched.v1': ['pushed', 'dispatchedOn'],
        'application-withdrawn.v1': ['withdrawn', 'withdrawnOn'],
        'application-removed.v1': ['removed', 'removedOn'],
        'coaching-opened.v1': ['coached', 'openedOn'],
      }
      const found = simple[name]
      return found ? on(...found) : []
    }
  }
}

const amounts = ({ name, data }: Told): readonly (readonly [string, string, string, number])[] =>
  name === 'application-declared.v1' || name === 'application-corrected.v1'
    ? [['askedFen', data.applicationId, data.declaredOn, data.demand.amountFen]]
    : []

const county = ({ regionCode }: Heard) => (regionCode.startsWith('G') ? regionCode.slice(1, 7) : regionCode)
const area = (at: Heard) => at.townshipCode ?? (at.regionCode.startsWith('G') ? at.regionCode : '-')

/** Counts a whole history at once, knowing every event: what the rollups must equal (G1). */
export const recount = (history: readonly Told[]): Counts => {
  const first = new Map<string, { rank: string; keys: string[]; value: number }>()
  const see = (subject: string, rank: string, metric: string, day: string, at: Heard, value: number) => {
    const held = first.get(subject)
    if (held && held.rank <= rank) return
    const inRegion = [`R|${county(at)}|${day}|${metric}`, `T|${county(at)}|${area(at)}|${day}|${metric}`]
    const keys = subject.startsWith('bank') ? [`B|${county(at)}|${at.bankId}|${day}|${metric}`] : inRegion
    first.set(subject, { rank, keys, value })
  }
  const spotOf = (day: string, at: Heard) => `${day}|${county(at)}|${area(at) === '-' ? '~' : area(at)}`
  for (const told of history) {
    const at = told.data as Heard
    const scopes = at.bankId === undefined ? ['region'] : ['region', `bank ${at.bankId}`]
    for (const scope of scopes) {
      for (const [metric, day] of milestones(told)) {
        see(`${scope} ${metric} ${at.uscc}`, spotOf(day, at), metric, day, at, 1)
      }
      for (const [metric, item, day, fen] of amounts(told)) {
        const newestFirst = String(1_000_000 - told.envelope.sequence)
        see(`${scope} ${metric} ${item}`, newestFirst, metric, day, at, fen)
      }
    }
  }
  for (const { metric, item, day, at, fen } of ledgerLines(history))
    for (const scope of ['region', `bank ${at.bankId}`])
      see(`${scope} ${metric} ${item ?? at.uscc}`, spotOf(day, at), metric, day, at, fen ?? 1)
  const counts: Record<string, number> = {}
  for (const { keys, value } of first.values())
    for (const key of keys) counts[key] = (counts[key] ?? 0) + value
  return counts
}

/** Rollup rows in the same form; the shards of a county's day are one figure. */
export const countsOf = (
  rows: readonly { readonly pk: string; readonly sk: string; readonly figures: Row['figures'] }[],
): Counts => {
  const counts: Record<string, number> = {}
  for (const { pk, sk, figures } of rows) {
    const [level = '', owner = ''] = pk.split('#')
    const [day = '', one = '', two = ''] = sk.split('#')
    const where = { R: one, T: `${owner}|${one}`, B: `${one}|${two}` }[level] ?? '?'
    for (const [metric, value] of Object.entries(figures)) {
      const key = `${level}|${where}|${day}|${metric}`
      counts[key] = (counts[key] ?? 0) + value
    }
  }
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== 0))
}
