import type { Grant } from './referral-events.ts'

/** E5: a government guarantee company charges at most 1 %. */
export const maxGuaranteeFeeBp = 100

/** E4: working capital runs three years, five at most where cash returns slowly. */
export const maxWorkingCapitalMonths = 60

/** E4: interest and guarantee fee a year, and the single fees spread over line and term. */
export const comprehensiveCostBp = ({
  rateBp,
  guaranteeFeeBp = 0,
  otherFeesFen = 0,
  lineFen,
  termMonths,
}: Pick<Grant, 'rateBp' | 'guaranteeFeeBp' | 'otherFeesFen' | 'lineFen' | 'termMonths'>): number =>
  rateBp + guaranteeFeeBp + Math.round(((otherFeesFen / lineFen) * 120_000) / termMonths)

/** The grant as the others learn it: fees and product in one place, the cost computed. */
export const completeGrant = (
  grant: Omit<Grant, 'comprehensiveCostBp'>,
  beside: Pick<Grant, 'productId' | 'guaranteeFeeBp'>,
): Grant => {
  const productId = grant.productId ?? beside.productId
  const guaranteeFeeBp = grant.guaranteeFeeBp ?? beside.guaranteeFeeBp
  const whole: Grant = {
    ...grant,
    unsecured: grant.unsecured ?? grant.collateral === 'credit',
    ...(grant.supports ? { supports: [...new Set(grant.supports)] } : {}),
    ...(productId === undefined ? {} : { productId }),
    ...(guaranteeFeeBp === undefined ? {} : { guaranteeFeeBp }),
  }
  return { ...whole, comprehensiveCostBp: comprehensiveCostBp(whole) }
}
