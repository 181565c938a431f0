import type { Endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from './deps.ts'
import { draftList } from './use-cases/draft-list/route.ts'
import { listCases } from './use-cases/list-cases/query.ts'
import { readCase } from './use-cases/read-case/query.ts'
import { readList } from './use-cases/read-list/query.ts'
import { signList } from './use-cases/sign-list/route.ts'
import { supplyFacts } from './use-cases/supply-facts/route.ts'
import { confirmCase } from './use-cases/take-step/confirm-route.ts'
import { reviewCase } from './use-cases/take-step/review-route.ts'

export const endpoints: readonly Endpoint<Deps>[] = [
  supplyFacts,
  listCases,
  readCase,
  reviewCase,
  confirmCase,
  draftList,
  signList,
  readList,
]
