import type { EventData } from '#shared/contracts/events.ts'

/** What ended a line: the loan is repaid, or the bank took back a line on which nothing was drawn (E3). */
export type LineEnd = 'repaid' | 'withdrawn'

type Lent = {
  readonly bankId: string
  readonly decision?: { readonly lineFen?: number }
  readonly ended?: { readonly by: LineEnd }
}
type Granted = {
  readonly application: { readonly demand: { readonly amountFen: number } }
  readonly referrals: readonly Lent[]
}

const lineFen = ({ decision }: Lent): number => decision?.lineFen ?? 0

const isOut = (lent: Lent): boolean => lineFen(lent) > 0 && lent.ended === undefined

const sum = (lent: readonly Lent[]): number => lent.reduce((total, each) => total + lineFen(each), 0)

/** Lines of all banks together that are out now (D4): neither repaid nor taken back. */
export const grantedFen = ({ referrals }: Granted): number => sum(referrals.filter(isOut))

export const grantingBanks = ({ referrals }: Granted): number =>
  new Set(referrals.filter(isOut).map(({ bankId }) => bankId)).size

/** A line taken back covers nothing; one that was lent and repaid did. */
export const demandCovered = ({ referrals, application }: Granted): boolean =>
  sum(referrals.filter(({ ended }) => ended?.by !== 'withdrawn')) >= application.demand.amountFen

/** D4: whether the lines went over the region's share of the demand; exact beyond 2^53. */
export const overExposed = (plan: Granted, exposureWarningBp: number): boolean =>
  BigInt(grantedFen(plan)) * 10_000n > BigInt(plan.application.demand.amountFen) * BigInt(exposureWarningBp)

type Band = EventData<'sibling-credited.v1'>['band']
const bands: readonly (readonly [Band, number])[] = [
  ['up-to-1m', 100_000_000],
  ['up-to-5m', 500_000_000],
  ['up-to-10m', 1_000_000_000],
]

/** The least a sibling bank needs: a band in yuan, never the amount (D4). */
export const bandOf = (lineFen: number): Band => bands.find(([, most]) => lineFen <= most)?.[0] ?? 'above-10m'
