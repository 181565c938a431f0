import { expectOk, mapLimited } from './api.ts'
import type { Push } from './push.ts'
import type { SignedList } from './review.ts'
import type { Run } from './run.ts'
import type { Declared } from './visit-and-declare.ts'

/** Entities and fen along the whole chain, as `--json` prints them. */
export type Figures = {
  readonly visited: number
  readonly declared: number
  readonly recommended: number
  readonly pushed: number
  readonly contacted: number
  readonly credited: number
  readonly drawn: number
  readonly askedFen: number
  readonly creditedFen: number
  readonly drawnFen: number
}

type Referral = {
  readonly uscc: string
  readonly history: readonly { readonly type: string }[]
  readonly credit?: { readonly lineFen: number; readonly drawnFen: number }
}

const entities = (rows: readonly { readonly uscc: string }[]): number =>
  new Set(rows.map(row => row.uscc)).size

const usccOf = (applicationId: string): string => applicationId.slice(0, 18)

/** Counts anew from what went in and what the banks answered, without asking the reports (G1). */
export const recount = async (
  { api }: Run,
  found: {
    readonly visited: ReadonlySet<string>
    readonly declared: readonly Declared[]
    readonly list: SignedList
    readonly pushes: readonly Push[]
  },
): Promise<Figures> => {
  const referrals = await mapLimited(found.pushes, 8, async ({ bankId, referralId, applicationId }) => {
    const reply = await api.as(`bank-${bankId}`).get(`/bank/v1/referrals/${referralId}`)
    return { ...(expectOk(referralId, reply) as unknown as Referral), uscc: usccOf(applicationId) }
  })
  const credits = referrals.flatMap(({ uscc, credit }) => (credit ? [{ uscc, ...credit }] : []))
  const drawn = credits.filter(({ drawnFen }) => drawnFen > 0)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  return {
    visited: found.visited.size,
    declared: entities(found.declared),
    recommended: new Set(found.list.applicationIds.map(usccOf)).size,
    pushed: new Set(found.pushes.map(({ applicationId }) => usccOf(applicationId))).size,
    contacted: entities(referrals.filter(({ history }) => history.some(({ type }) => type === 'contacted'))),
    credited: entities(credits),
    drawn: entities(drawn),
    askedFen: sum(found.declared.map(({ amountFen }) => amountFen)),
    creditedFen: sum(credits.map(({ lineFen }) => lineFen)),
    drawnFen: sum(drawn.map(({ drawnFen }) => drawnFen)),
  }
}

/** The same figures as the supervisor of the county reads them. */
export const funnelOf = async ({ api, county }: Pick<Run, 'api' | 'county'>): Promise<Figures> => {
  const reply = await api.as(`supervisor-${county}`).get(`/reports/v1/funnel?region=${county}`)
  const total = expectOk('进度', reply)['total'] as Record<string, number>
  const read = (name: keyof Figures): number => total[name] ?? 0
  return {
    visited: read('visited'),
    declared: read('declared'),
    recommended: read('recommended'),
    pushed: read('pushed'),
    contacted: read('contacted'),
    credited: read('credited'),
    drawn: read('drawn'),
    askedFen: read('askedFen'),
    creditedFen: read('creditedFen'),
    drawnFen: read('drawnFen'),
  }
}

/** Names of the figures that differ; empty when report and recount agree. */
export const differences = (one: Figures, other: Figures): readonly (keyof Figures)[] =>
  (Object.keys(one) as (keyof Figures)[]).filter(name => one[name] !== other[name])
