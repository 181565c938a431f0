import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { DomainEvent } from '#shared/contracts/events.ts'
import {
  type Application,
  type Ending,
  endings,
  type Form,
  rewritten,
  screen,
  setBack,
  withRound,
} from './application.ts'
import type { Assessment } from './assess.ts'
import {
  type Consent,
  type Consents,
  consented,
  consentIdAfter,
  consentRecord,
  takenBack,
} from './consent.ts'
import type { MaterialCheck } from './material-check.ts'
import { type CalledBack, cancelledAs, keptBy, type PlannedVisit, type VisitPlan } from './plan.ts'
import { emptyRegistry, merge, type Registry, type Report } from './registry.ts'
import { onFile, type Renewal, supplied } from './renewal.ts'
import {
  noWords,
  type RenewalWord,
  type RenewalWords,
  type StandingRenewal,
  standingRenewals,
  withWord,
} from './renewal-words.ts'
import type { Told } from './rounds.ts'
import { inClientOrder, type Visit } from './visit.ts'
import type { CodeCheck, Standing } from './vocabulary.ts'

export type { Visit } from './visit.ts'

/** An entity that some directory has named; `status` is its standing on the target list (B1). */
export type KnownEntity = {
  readonly status: Standing
  readonly uscc: string
  readonly codeCheck: CodeCheck
  readonly registry: Registry
  readonly assessment: Assessment
  /** Day it last came onto the target list. */
  readonly listedOn?: string
  readonly visits: readonly Visit[]
  readonly plans: readonly VisitPlan[]
  readonly renewals: readonly Renewal[]
  /** What banks said of loans that were renewed, and what of it stands (B12, E3). */
  readonly renewalWords: RenewalWords
  readonly renewed: readonly StandingRenewal[]
  readonly applications: readonly Application[]
} & Consents

export type EntityState = { readonly status: 'unknown' } | KnownEntity

export type EntityEvent =
  | {
      readonly type: 'registry-reported'
      readonly data: {
        readonly uscc: string
        readonly codeCheck: CodeCheck
        readonly report: Report
        readonly assessment: Assessment
      }
    }
  | { readonly type: 'visit-planned'; readonly data: PlannedVisit }
  | {
      readonly type: 'visit-plan-cancelled'
      readonly data: {
        readonly planId: string
        readonly cancelledOn: string
        readonly reason: string
      } & CalledBack
    }
  | { readonly type: 'visit-recorded'; readonly data: Visit }
  | { readonly type: 'application-submitted'; readonly data: Form }
  | {
      readonly type: 'application-rewritten'
      readonly data: Form
      /** Place of this correction in the entity's history; absent in those from before it was kept. */
      readonly correctedAs?: number
    }
  | {
      readonly type: 'correction-set-aside'
      readonly data: { readonly form: Form; readonly on: string }
    }
  | {
      readonly type: 'review-begun'
      readonly data: { readonly applicationId: string; readonly begunOn: string }
    }
  | { readonly type: 'renewal-supplied'; readonly data: Renewal }
  | RenewalWord
  | {
      readonly type: 'material-checked'
      readonly data: { readonly applicationId: string; readonly check: MaterialCheck }
    }
  | { readonly type: 'consent-given'; readonly data: Consent }
  | {
      readonly type: 'consent-withdrawn'
      readonly data: { readonly withdrawnOn: string; readonly method?: string; readonly reason?: string }
    }
  | {
      readonly type: 'application-freed'
      readonly data: { readonly applicationId: string; readonly ending: Ending }
    }
  | {
      readonly type: 'round-told'
      readonly data: { readonly applicationId: string; readonly told: Told }
    }
  | DomainEvent<
      | 'entity-listed.v1'
      | 'entity-visited.v1'
      | 'application-declared.v1'
      | 'application-screened-out.v1'
      | 'application-corrected.v1'
      | 'application-withdrawn.v1'
    >

/** B11: at most one, by the transition table and the decider together. */
export const liveApplication = (state: EntityState): (Application & { status: 'declared' }) | undefined =>
  state.status === 'unknown'
    ? undefined
    : state.applications.find(application => application.status === 'declared')

const freed = (application: Application, ending: Ending): Application => {
  if (!endings[application.status].includes(ending.status)) return application
  if (ending.status !== 'concluded') return { ...application, ...ending }
  const { status, ...conclusion } = ending
  return withRound(application, { kind: status, ...conclusion })
}

const nothingYet = {
  registry: emptyRegistry,
  visits: [],
  plans: [],
  renewals: [],
  renewalWords: noWords,
  renewed: [],
  applications: [],
  consents: [],
}

/** The one application as `change` leaves it. */
const changed = (
  state: KnownEntity,
  applicationId: string,
  change: (application: Application) => Application,
): KnownEntity => ({
  ...state,
  applications: state.applications.map(each => (each.applicationId === applicationId ? change(each) : each)),
})

const withConsents = (
  { consentWithdrawnOn: _lifted, ...state }: KnownEntity,
  consents: Consents,
): KnownEntity => ({ ...state, ...consents })

/** Every application brings a consent with it (B5). */
const consentedBy = (state: KnownEntity, { applicationId, consent, intendedBanks }: Form): KnownEntity => {
  const names = intendedBanks.map(({ name }) => name)
  const record = consentRecord(consentIdAfter(state.uscc, state), consent, names)
  return withConsents(state, consented(state, { ...record, applicationId }))
}

const withRenewalWord = (state: KnownEntity, word: RenewalWord): KnownEntity => {
  const renewalWords = withWord(state.renewalWords, word)
  const renewed = standingRenewals(renewalWords)
  return { ...state, renewalWords, renewed, renewals: onFile(state.renewals, renewed) }
}

/** Where the entity stands once a source has reported. */
export const withReport = (
  state: EntityState,
  { uscc, codeCheck, report, assessment }: Extract<EntityEvent, { type: 'registry-reported' }>['data'],
): KnownEntity => {
  const known = state.status === 'unknown' ? nothingYet : state
  const registry = merge(known.registry, report)
  return { ...known, uscc, codeCheck, status: assessment.standing, registry, assessment }
}

const evolve = (state: EntityState, event: EntityEvent): EntityState => {
  if (event.type === 'registry-reported') return withReport(state, event.data)
  if (state.status === 'unknown') return state
  switch (event.type) {
    case 'entity-listed.v1':
      return { ...state, listedOn: event.data.listedOn }
    case 'visit-recorded':
      return {
        ...state,
        visits: inClientOrder(state.visits, event.data),
        plans: keptBy(state.plans, event.data.visitId),
      }
    case 'visit-planned':
      return { ...state, plans: [...state.plans, { ...event.data, status: 'open' }] }
    case 'visit-plan-cancelled':
      return { ...state, plans: cancelledAs(state.plans, event.data) }
    case 'application-submitted':
      return consentedBy({ ...state, applications: [...state.applications, screen(event.data)] }, event.data)
    case 'application-rewritten':
      return consentedBy(
        changed(state, event.data.applicationId, each => rewritten(each, event.data, event.correctedAs)),
        event.data,
      )
    case 'correction-set-aside': {
      const { form, on } = event.data
      return changed(state, form.applicationId, each => setBack(each, form, on))
    }
    case 'review-begun': {
      const { applicationId, begunOn } = event.data
      return changed(state, applicationId, each => ({ ...each, reviewBegunOn: begunOn }))
    }
    case 'renewal-supplied':
      return { ...state, renewals: supplied(state.renewals, event.data) }
    case 'loan-renewed':
    case 'renewals-corrected':
    case 'loan-repaid':
      return withRenewalWord(state, event)
    case 'material-checked': {
      const { applicationId, check } = event.data
      return changed(state, applicationId, each => ({ ...each, materialCheck: check }))
    }
    case 'round-told': {
      const { applicationId, told } = event.data
      return changed(state, applicationId, each => withRound(each, told))
    }
    case 'consent-given':
      return withConsents(state, consented(state, event.data))
    case 'consent-withdrawn':
      return withConsents(state, takenBack(state, event.data.withdrawnOn))
    case 'application-freed': {
      const { applicationId, ending } = event.data
      return changed(state, applicationId, each => freed(each, ending))
    }
    default:
      return state
  }
}

export const entityDefinition: AggregateDefinition<EntityState, EntityEvent> = {
  name: 'entity',
  initial: { status: 'unknown' },
  evolve,
}
