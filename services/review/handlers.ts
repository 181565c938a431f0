import type { Service } from '#shared/service/serve.ts'
import type { Deps } from './deps.ts'
import { caseAggregate } from './domain/case.ts'
import { caseViews } from './domain/case-views.ts'
import { listAggregate } from './domain/list.ts'
import { refusals } from './domain/refusals.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'

export const reviewService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules: {},
  aggregates: [
    { definition: caseAggregate, viewsOf: caseViews },
    { definition: listAggregate, viewsOf: () => [] },
  ],
}
