import type { KnownPlan, Referral } from './plan.ts'

/** Names the application in an event. */
export const applicationRefOf = ({
  application: { applicationId, uscc, regionCode, townshipCode },
}: KnownPlan) => ({
  applicationId,
  uscc,
  regionCode,
  ...(townshipCode === undefined ? {} : { townshipCode }),
})

/** Names one bank's referral in an event. */
export const referralRefOf = (plan: KnownPlan, { referralId, bankId, institutionId }: Referral) => ({
  ...applicationRefOf(plan),
  referralId,
  bankId,
  institutionId,
})
