import { dueAfterWorkingDays } from '#shared/domain/days.ts'
import {
  type Coaching,
  type CoachingEvent,
  type CoachingFile,
  coachingAggregate,
} from '../domain/coaching.ts'
import { profile } from './cases.ts'

export const coachingFile = (more: Partial<CoachingFile> = {}): CoachingFile => {
  const { applicationId, uscc, name, regionCode } = profile()
  return {
    coachingId: `${applicationId}-CO1`,
    applicationId,
    uscc,
    name,
    regionCode,
    townshipCode: '511702001',
    source: { kind: 'bank', bankId: 'bank-a', referralId: 'R-1', code: 'collateral', repairable: true },
    problem: '抵押物权属不清',
    advice: '办理不动产登记后再申请',
    problemClass: 'collateral',
    due: dueAfterWorkingDays('2025-03-03', 20),
    openedOn: '2025-03-03',
    ...more,
  }
}

export const begun = (more: Partial<CoachingFile> = {}): CoachingEvent => ({
  type: 'coaching-begun',
  data: coachingFile(more),
})

export const coached = (...events: readonly CoachingEvent[]): Coaching =>
  events.reduce(coachingAggregate.evolve, coachingAggregate.initial)
