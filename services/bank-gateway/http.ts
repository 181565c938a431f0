import { acknowledgeRecallOfReferral } from './use-cases/acknowledge-recall/route.ts'
import { acknowledgeReferrals } from './use-cases/acknowledge-referrals/route.ts'
import { appealExemptionOfReferral } from './use-cases/appeal-exemption/route.ts'
import { decideExemptionOfReferral } from './use-cases/decide-exemption/route.ts'
import { downloadLedger } from './use-cases/download-ledger/query.ts'
import { enableWebhookOfBank } from './use-cases/enable-webhook/route.ts'
import { extendReferrals } from './use-cases/extend-referrals/route.ts'
import { feedBackOnReferral } from './use-cases/feed-back/route.ts'
import { feedBackInBulk } from './use-cases/feed-back-in-bulk/route.ts'
import { listAccesses } from './use-cases/list-accesses/query.ts'
import { listBranches } from './use-cases/list-branches/query.ts'
import { listMessages } from './use-cases/list-messages/query.ts'
import { listOffListCredits } from './use-cases/list-off-list-credits/query.ts'
import { listReferrals } from './use-cases/list-referrals/query.ts'
import { listWebhookKeys } from './use-cases/list-webhook-keys/query.ts'
import { readOffListCredit } from './use-cases/read-off-list-credit/query.ts'
import { readReferral } from './use-cases/read-referral/query.ts'
import { readWebhook } from './use-cases/read-webhook/query.ts'
import { receiveReferrals } from './use-cases/receive-referrals/route.ts'
import { recordOffListCredits } from './use-cases/record-off-list-credit/route.ts'
import { replayMessages } from './use-cases/replay-messages/route.ts'
import { rotateWebhookSecret } from './use-cases/rotate-webhook-secret/route.ts'
import { setWebhookOfBank } from './use-cases/set-webhook/route.ts'
import { submitLedger } from './use-cases/submit-ledger/route.ts'
import { testWebhook } from './use-cases/test-webhook/route.ts'

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
  listBranches,
  recordOffListCredits,
  listOffListCredits,
  readOffListCredit,
  downloadLedger,
  submitLedger,
  setWebhookOfBank,
  readWebhook,
  rotateWebhookSecret,
  testWebhook,
  enableWebhookOfBank,
  listWebhookKeys,
  replayMessages,
  listMessages,
]
