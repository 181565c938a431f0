import { listBanks } from './use-cases/list-banks/query.ts'
import { listProducts } from './use-cases/list-products/query.ts'
import { publishProduct } from './use-cases/publish-product/route.ts'
import { registerBank } from './use-cases/register-bank/route.ts'
import { runBatch } from './use-cases/run-batch/route.ts'
import { setPolicy } from './use-cases/set-policy/route.ts'
import { showBatch } from './use-cases/show-batch/query.ts'
import { showPolicy } from './use-cases/show-policy/query.ts'

export const endpoints = [
  registerBank,
  listBanks,
  publishProduct,
  listProducts,
  setPolicy,
  showPolicy,
  runBatch,
  showBatch,
]
