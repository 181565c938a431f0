import type { ApplicationProfile } from '#shared/contracts/parts.ts'
import { type Caller, callerFrom } from '#shared/http/caller.ts'
import type { Case, CaseEvent } from '../domain/case.ts'
import { caseAggregate } from '../domain/case.ts'
import type { Step } from '../domain/stages.ts'

export const county = '511702'
export const at = '2025-03-03T02:00:00.000Z'
export const listId = 'RL-511702-0123456789ab'

/** An invented enterprise with an application; `n` tells several apart. */
export const profile = (n = 1, more: Partial<ApplicationProfile> = {}): ApplicationProfile => ({
  uscc: `91511702MA0000${String(n).padStart(3, '0')}X`,
  regionCode: county,
  townshipCode: '511702001',
  name: `通川第${n}面粉厂`,
  entityKind: 'enterprise',
  sizeClass: 'small',
  industryCode: '1311',
  contact: { sealed: `sealed-${n}`, maskedLegalRepresentative: '王**', maskedPhone: '138****5678' },
  applicationId: `A-${String(n).padStart(2, '0')}`,
  demand: { amountFen: 50_000_000, termMonths: 12, purpose: '购买小麦', loanKind: 'working-capital' },
  intendedBankIds: ['bank-a'],
  lendingBankIds: [],
  firstLoan: true,
  channel: 'visit',
  declaredOn: '2025-03-01',
  ...more,
})

export const claims = (role: string, sub: string = role, region: string = county, org = `org-${sub}`) => ({
  role,
  sub,
  region,
  org,
})

export const person = (...given: Parameters<typeof claims>): Caller => {
  const caller = callerFrom(claims(...given))
  if (!caller) throw new Error(`no such role: ${given[0]}`)
  return caller
}

/** One person for each step, all different. */
export const reviewers: { readonly [S in Step]: Caller } = {
  'task-force': person('task-force'),
  bank: person('bank-reviewer'),
  leader: person('leader'),
  confirmation: person('industry-department'),
}

export const opened = (n = 1, more: Partial<ApplicationProfile> = {}): CaseEvent => ({
  type: 'case-opened',
  data: profile(n, more),
})

export const passed = (step: Step): CaseEvent => ({
  type: 'step-taken',
  data: {
    step,
    outcome: 'pass',
    by: { org: reviewers[step].org, sub: reviewers[step].sub },
    at,
    opinion: '情况属实',
  },
})

export const listed: CaseEvent = { type: 'case-listed', data: { listId } }

export const recommended: CaseEvent = {
  type: 'application-recommended.v1',
  data: { ...profile(), listId, recommendedOn: '2025-03-03' },
}

export const given = (...events: readonly CaseEvent[]): Case =>
  events.reduce(caseAggregate.evolve, caseAggregate.initial)

/** Passed by all three levels and confirmed. */
export const ready = (n = 1, more: Partial<ApplicationProfile> = {}): Case =>
  given(opened(n, more), passed('task-force'), passed('bank'), passed('leader'), passed('confirmation'))
