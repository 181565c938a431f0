import { browseProducts } from './use-cases/browse-products/query.ts'
import { dryRun } from './use-cases/dry-run/route.ts'
import { listBanks } from './use-cases/list-banks/query.ts'
import { listExposures } from './use-cases/list-exposures/query.ts'
import { listProducts } from './use-cases/list-products/query.ts'
import { listRecalls } from './use-cases/list-recalls/query.ts'
import { publishProduct } from './use-cases/publish-product/route.ts'
import { registerBank } from './use-cases/register-bank/route.ts'
import { runBatch } from './use-cases/run-batch/route.ts'
import { setPolicy } from './use-cases/set-policy/route.ts'
import { showBank } from './use-cases/show-bank/query.ts'
import { showBatch } from './use-cases/show-batch/query.ts'
import { showEffectivePolicy } from './use-cases/show-effective-policy/query.ts'
import { showEntityExposure } from './use-cases/show-entity-exposure/query.ts'
import { showPolicy } from './use-cases/show-policy/query.ts'
import { whyNot } from './use-cases/why-not/query.ts'

export const endpoints = [
  registerBank,
  listBanks,
  showBank,
  publishProduct,
  listProducts,
  browseProducts,
  setPolicy,
  // A fixed path stands before `{region}`.
  showEffectivePolicy,
  showPolicy,
  runBatch,
  dryRun,
  showBatch,
  whyNot,
  listExposures,
  showEntityExposure,
  listRecalls,
]
