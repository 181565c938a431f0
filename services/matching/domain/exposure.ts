import type { EventData } from '#shared/contracts/events.ts'
import type { ExposureOver } from '#shared/contracts/matching.ts'
import type { EarlierLines } from './earlier-lines.ts'
import { type OffListLine, outOn } from './off-list.ts'

/** What ended a line: the loan is repaid, or the bank took back a line on which nothing was drawn (E3). */
export type LineEnd = 'repaid' | 'withdrawn'

/** What a plan is measured by, kept from its push on; no ceiling where the policy names none for its size. */
export type PushTerms = { readonly exposureWarningBp: number; readonly exposureLimitFen?: number }

type Lent = {
  readonly bankId: string
  readonly decision?: { readonly lineFen?: number }
  readonly ended?: { readonly by: LineEnd }
}
type Granted = {
  readonly application: { readonly demand: { readonly amountFen: number } }
  readonly referrals: readonly Lent[]
}
type Exposed = Granted & {
  readonly status: string
  readonly application: { readonly recommendedOn: string }
  readonly offList?: readonly OffListLine[]
  readonly earlier?: readonly EarlierLines[]
  readonly terms?: PushTerms
}

const lineFen = ({ decision }: Lent): number => decision?.lineFen ?? 0

const isOut = (lent: Lent): boolean => lineFen(lent) > 0 && lent.ended === undefined

const sum = (lent: readonly Lent[]): number => lent.reduce((total, each) => total + lineFen(each), 0)

/** An application that nobody weighs and no bank lends on is a measure of nothing any more. */
const isMeasure = ({ status, referrals }: Exposed): boolean =>
  status === 'waiting' || status === 'pushed' || referrals.some(isOut)

/** D7: lines of the enterprise off the lists whose term had not ended when the application was recommended. */
const offListLines = (exposed: Exposed): readonly OffListLine[] =>
  isMeasure(exposed) ? outOn(exposed.offList ?? [], exposed.application.recommendedOn) : []

export const totalFen = (lines: readonly OffListLine[]): number =>
  lines.reduce((total, line) => total + line.lineFen, 0)

/** The part of the exposure that stands on no list (D7). */
export const offListFen = (exposed: Exposed): number => totalFen(offListLines(exposed))

/** What banks lent on the application itself and is out now: neither repaid nor taken back. */
export const ownLinesFen = ({ referrals }: Pick<Exposed, 'referrals'>): number => sum(referrals.filter(isOut))

/** Lines of all banks together that are out now (D4), and those off the lists. */
export const grantedFen = (exposed: Exposed): number => ownLinesFen(exposed) + offListFen(exposed)

/** Those of the enterprise's earlier applications too: what stands against the ceiling of its size (D4). */
export const entityFen = (exposed: Exposed): number =>
  (exposed.earlier ?? []).reduce((total, { outFen }) => total + outFen, grantedFen(exposed))

export const grantingBanks = (exposed: Exposed): number =>
  new Set([...exposed.referrals.filter(isOut), ...offListLines(exposed)].map(({ bankId }) => bankId)).size

/** A line taken back covers nothing; one that was lent and repaid did. */
export const demandCovered = ({ referrals, application }: Granted): boolean =>
  sum(referrals.filter(({ ended }) => ended?.by !== 'withdrawn')) >= application.demand.amountFen

/** A plan from before terms were kept is measured by the whole of its demand. */
export const termsOf = ({ terms }: Pick<Exposed, 'terms'>): PushTerms =>
  terms ?? { exposureWarningBp: 10_000 }

/** Exact beyond 2^53. */
const overDemand = (plan: Exposed): boolean =>
  BigInt(grantedFen(plan)) * 10_000n >
  BigInt(plan.application.demand.amountFen) * BigInt(termsOf(plan).exposureWarningBp)

/** An application that adds no line to those of earlier ones says nothing of its own. */
const overSize = (plan: Exposed): boolean => {
  const { exposureLimitFen } = termsOf(plan)
  return exposureLimitFen !== undefined && grantedFen(plan) > 0 && entityFen(plan) > exposureLimitFen
}

/** D4: what the lines went over: the region's share of the demand, its ceiling for the enterprise's size, or both. */
export const overOf = (plan: Exposed): readonly ExposureOver[] => [
  ...(overDemand(plan) ? (['demand'] as const) : []),
  ...(overSize(plan) ? (['size'] as const) : []),
]

type Band = EventData<'sibling-credited.v1'>['band']
const bands: readonly (readonly [Band, number])[] = [
  ['up-to-1m', 100_000_000],
  ['up-to-5m', 500_000_000],
  ['up-to-10m', 1_000_000_000],
]

/** The least a sibling bank needs: a band in yuan, never the amount (D4). */
export const bandOf = (lineFen: number): Band => bands.find(([, most]) => lineFen <= most)?.[0] ?? 'above-10m'
