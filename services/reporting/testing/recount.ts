import type { Row } from '../rollups.ts'
import type { Told } from './history.ts'

/** Figures by `level|where|day|metric`; nothing that is zero. */
export type Counts = Readonly<Record<string, number>>

type Heard = {
  readonly uscc: string
  readonly regionCode: string
  readonly townshipCode?: string | undefined
  readonly bankId?: string
  readonly [field: string]: unknown
}

/** Milestones of an event with the field of its day; written apart from the code under test. */
const milestones = ({ name, data }: Told): readonly (readonly [string, string])[] => {
  switch (name) {
    case 'entity-visited.v1':
      return data.hasDemand
        ? [
            ['visited', data.visitedOn],
            ['demand', data.visitedOn],
          ]
        : [['visited', data.visitedOn]]
    case 'coaching-closed.v1':
      return data.outcome === 'repaired' ? [['repaired', data.closedOn]] : []
    case 'credit-decided.v1':
      return [
        [{ granted: 'credited', refused: 'notCredited', 'given-up': 'gaveUp' }[data.outcome], data.decidedOn],
      ]
    default: {
      const [metric, field] = {
        'entity-listed.v1': ['listed', 'listedOn'],
        'application-declared.v1': ['declared', 'declaredOn'],
        'application-corrected.v1': ['declared', 'declaredOn'],
        'application-screened-out.v1': ['screenedOut', 'screenedOn'],
        'application-returned.v1': ['returned', 'returnedOn'],
        'application-refused.v1': ['refused', 'refusedOn'],
        'application-recommended.v1': ['recommended', 'recommendedOn'],
        'referral-dispatched.v1': ['pushed', 'dispatchedOn'],
        'referral-accepted.v1': ['accepted', 'acceptedOn'],
        'enterprise-contacted.v1': ['contacted', 'contactedOn'],
        'materials-completed.v1': ['materialsCompleted', 'completedOn'],
        'loan-drawn.v1': ['drawn', 'drawnOn'],
        'application-withdrawn.v1': ['withdrawn', 'withdrawnOn'],
        'application-removed.v1': ['removed', 'removedOn'],
        'coaching-opened.v1': ['coached', 'openedOn'],
      }[name] as [string, string]
      return [[metric, String((data as Heard)[field])]]
    }
  }
}

const amounts = ({ name, data, envelope }: Told): readonly (readonly [string, string, string, number])[] => {
  if (name === 'application-declared.v1' || name === 'application-corrected.v1')
    return [['askedFen', data.applicationId, data.declaredOn, data.demand.amountFen]]
  if (name === 'credit-decided.v1' && data.outcome === 'granted')
    return [['creditedFen', data.referralId, data.decidedOn, data.grant.lineFen]]
  return name === 'loan-drawn.v1' ? [['drawnFen', envelope.id, data.drawnOn, data.amountFen]] : []
}

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
  for (const told of history) {
    const at = told.data as Heard
    const scopes = at.bankId === undefined ? ['region'] : ['region', `bank ${at.bankId}`]
    for (const scope of scopes) {
      for (const [metric, day] of milestones(told)) {
        const spot = `${day}|${county(at)}|${area(at) === '-' ? '~' : area(at)}`
        see(`${scope} ${metric} ${at.uscc}`, spot, metric, day, at, 1)
      }
      for (const [metric, item, day, fen] of amounts(told)) {
        const newestFirst = String(1_000_000 - told.envelope.sequence)
        see(`${scope} ${metric} ${item}`, newestFirst, metric, day, at, fen)
      }
    }
  }
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
