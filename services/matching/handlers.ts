import type { Service } from '#shared/service/serve.ts'
import { schedules } from './clock.ts'
import type { Deps } from './deps.ts'
import { bankAggregate } from './domain/bank.ts'
import { bankViews } from './domain/bank-views.ts'
import { planAggregate } from './domain/plan.ts'
import { planViews } from './domain/plan-views.ts'
import { policyAggregate, policyViews } from './domain/policy.ts'
import { productAggregate, productViews } from './domain/product.ts'
import { refusals } from './domain/refusals.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'

export const matchingService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules,
  aggregates: [
    { definition: bankAggregate, viewsOf: bankViews },
    { definition: productAggregate, viewsOf: productViews },
    { definition: planAggregate, viewsOf: planViews },
    { definition: policyAggregate, viewsOf: policyViews },
  ],
}
