import { acknowledgeReferrals } from './use-cases/acknowledge-referrals/route.ts'
import { feedBackOnReferral } from './use-cases/feed-back/route.ts'
import { listReferrals } from './use-cases/list-referrals/query.ts'
import { readReferral } from './use-cases/read-referral/query.ts'
import { receiveReferrals } from './use-cases/receive-referrals/route.ts'

// Fixed paths stand before `{referralId}`.
export const endpoints = [
  receiveReferrals,
  acknowledgeReferrals,
  listReferrals,
  readReferral,
  feedBackOnReferral,
]
