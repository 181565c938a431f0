import { acknowledgeRecallOfReferral } from './use-cases/acknowledge-recall/route.ts'
import { acknowledgeReferrals } from './use-cases/acknowledge-referrals/route.ts'
import { appealExemptionOfReferral } from './use-cases/appeal-exemption/route.ts'
import { decideExemptionOfReferral } from './use-cases/decide-exemption/route.ts'
import { extendReferrals } from './use-cases/extend-referrals/route.ts'
import { feedBackOnReferral } from './use-cases/feed-back/route.ts'
import { feedBackInBulk } from './use-cases/feed-back-in-bulk/route.ts'
import { listAccesses } from './use-cases/list-accesses/query.ts'
import { listReferrals } from './use-cases/list-referrals/query.ts'
import { readReferral } from './use-cases/read-referral/query.ts'
import { receiveReferrals } from './use-cases/receive-referrals/route.ts'

// Fixed paths stand before `{referralId}`.
export const endpoints = [
  receiveReferrals,
  acknowledgeReferrals,
  extendReferrals,
  feedBackInBulk,
  listReferrals,
  readReferral,
  feedBackOnReferral,
  acknowledgeRecallOfReferral,
  listAccesses,
  decideExemptionOfReferral,
  appealExemptionOfReferral,
]
