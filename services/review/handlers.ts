import type { Service } from '#shared/service/serve.ts'
import { schedules } from './clock.ts'
import type { Deps } from './deps.ts'
import { blockListAggregate } from './domain/block-list.ts'
import { caseAggregate } from './domain/case.ts'
import { caseViews } from './domain/case-views.ts'
import { coachingAggregate } from './domain/coaching.ts'
import { coachingViews } from './domain/coaching-views.ts'
import { delegationAggregate } from './domain/delegation.ts'
import { documentAggregate, documentViews } from './domain/document.ts'
import { listAggregate } from './domain/list.ts'
import { listViews } from './domain/list-views.ts'
import { meetingAggregate, meetingViews } from './domain/meeting.ts'
import { organisationAggregate } from './domain/organisation.ts'
import { organisationViews } from './domain/organisation-views.ts'
import { policyAggregate } from './domain/policy-history.ts'
import { refusals } from './domain/refusals.ts'
import { seatAggregate } from './domain/seats.ts'
import { slipAggregate } from './domain/slip.ts'
import { slipViews } from './domain/slip-views.ts'
import { trainingAggregate, trainingViews } from './domain/training.ts'
import { endpoints } from './http.ts'
import { handlers } from './inbox.ts'
import { service } from './service.ts'

export const reviewService: Service<Deps> = {
  declaration: service,
  endpoints,
  refusals,
  handlers,
  schedules,
  aggregates: [
    { definition: caseAggregate, viewsOf: caseViews },
    { definition: coachingAggregate, viewsOf: coachingViews },
    { definition: slipAggregate, viewsOf: slipViews },
    { definition: policyAggregate, viewsOf: () => [] },
    { definition: blockListAggregate, viewsOf: () => [] },
    { definition: delegationAggregate, viewsOf: () => [] },
    { definition: listAggregate, viewsOf: listViews },
    { definition: organisationAggregate, viewsOf: organisationViews },
    { definition: seatAggregate, viewsOf: () => [] },
    { definition: meetingAggregate, viewsOf: meetingViews },
    { definition: trainingAggregate, viewsOf: trainingViews },
    { definition: documentAggregate, viewsOf: documentViews },
  ],
}
