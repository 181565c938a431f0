import type { EventData } from '#shared/contracts/events.ts'

type Granted = {
  readonly application: { readonly demand: { readonly amountFen: number } }
  readonly referrals: readonly {
    readonly bankId: string
    readonly decision?: { readonly lineFen?: number }
  }[]
}

/** Lines of all banks together (D4). */
export const grantedFen = ({ referrals }: Granted): number =>
  referrals.reduce((sum, { decision }) => sum + (decision?.lineFen ?? 0), 0)

export const grantingBanks = ({ referrals }: Granted): number =>
  new Set(referrals.filter(({ decision }) => decision?.lineFen !== undefined).map(({ bankId }) => bankId))
    .size

export const demandCovered = (plan: Granted): boolean => grantedFen(plan) >= plan.application.demand.amountFen

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
