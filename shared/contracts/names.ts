export type ServiceName = 'intake' | 'review' | 'matching' | 'bank-gateway' | 'reporting'

/** Every event between services and who publishes it. A name carries its version and is never reused for another shape. */
export const producers = {
  'entity-listed.v1': 'intake',
  'entity-visited.v1': 'intake',
  'application-declared.v1': 'intake',
  'application-screened-out.v1': 'intake',
  'application-corrected.v1': 'intake',
  'application-withdrawn.v1': 'intake',
  'application-returned.v1': 'review',
  'application-refused.v1': 'review',
  'review-begun.v1': 'review',
  'application-removed.v1': 'review',
  'coaching-opened.v1': 'review',
  'coaching-closed.v1': 'review',
  'recommendation-list-signed.v1': 'review',
  'application-recommended.v1': 'review',
  'work-warned.v1': 'review',
  'work-settled.v1': 'review',
  'bank-registered.v1': 'matching',
  'policy-set.v1': 'matching',
  'referral-recalled.v1': 'matching',
  'sibling-credited.v1': 'matching',
  'exposure-warned.v1': 'matching',
  'exposure-eased.v1': 'matching',
  'batch-planned.v1': 'matching',
  'referral-dispatched.v1': 'matching',
  'application-concluded.v1': 'matching',
  'referral-offered.v1': 'bank-gateway',
  'referral-accepted.v1': 'bank-gateway',
  'enterprise-contacted.v1': 'bank-gateway',
  'materials-completed.v1': 'bank-gateway',
  'credit-decided.v1': 'bank-gateway',
  'loan-drawn.v1': 'bank-gateway',
  'referral-unaccepted.v1': 'bank-gateway',
  'recall-offered.v1': 'bank-gateway',
  'recall-acknowledged.v1': 'bank-gateway',
  'sibling-notice-offered.v1': 'bank-gateway',
  'clock-warned.v1': 'bank-gateway',
  'loan-misused.v1': 'bank-gateway',
  'loan-renewed.v1': 'bank-gateway',
  'loan-repaid.v1': 'bank-gateway',
  'credit-withdrawn.v1': 'bank-gateway',
  'feedback-corrected.v1': 'bank-gateway',
  'off-list-credit-recorded.v1': 'bank-gateway',
  'webhook-disabled.v1': 'bank-gateway',
  'webhook-enabled.v1': 'bank-gateway',
} as const satisfies Record<string, ServiceName>

export type EventName = keyof typeof producers

/** CloudEvents `type` of an event, e.g. `cn.rongxie.intake.application-declared.v1`. */
export const eventTypeOf = (name: EventName): string => `cn.rongxie.${producers[name]}.${name}`

const namesByType = new Map(Object.keys(producers).map(name => [eventTypeOf(name as EventName), name]))

/** The event name behind a CloudEvents `type`, or undefined when this product knows no such event. */
export const eventNameOf = (type: string): EventName | undefined =>
  namesByType.get(type) as EventName | undefined
