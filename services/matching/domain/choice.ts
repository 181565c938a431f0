import type { PushReason } from '#shared/contracts/matching.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import type { Policy } from '#shared/domain/policy.ts'
import type { Applicant } from './applicant.ts'
import type { Bank } from './bank.ts'
import { type Candidate, candidateOf } from './candidates.ts'
import { obstacle } from './obstacles.ts'
import type { Product } from './product.ts'
import type { Seats } from './seats.ts'
import { usualWeights, type Weights } from './weights.ts'

export type Question = {
  readonly applications: readonly Applicant[]
  readonly banks: readonly Bank[]
  readonly products: readonly Product[]
  readonly policy: Pick<Policy, 'pushRule' | 'maxInstitutions' | 'prioritySectors'>
  readonly weights?: Weights
  /** Banks told of an application before, by application. */
  readonly alreadyReferred: ReadonlyMap<string, readonly string[]>
  /** Only of applications that some bank holds already; the policy's number for all others. */
  readonly seats?: ReadonlyMap<string, Seats>
  readonly on: string
}

export type Push = {
  readonly applicationId: string
  readonly bankId: string
  readonly reasons: readonly PushReason[]
}

export type Choice = {
  readonly pushes: readonly Push[]
  readonly unplaced: readonly { readonly applicationId: string; readonly why: string }[]
  readonly method: 'optimal' | 'greedy'
  /** The weighted sum of what was chosen, and of what going one by one would have chosen. */
  readonly objective: { readonly chosen: number; readonly greedy: number }
}

/** One application with what may be chosen for it, best first. */
export type Row = {
  readonly application: Applicant
  readonly candidates: readonly (Candidate & { readonly value: number })[]
  readonly seats: Seats
}

/** What each row is given; in the order of the rows. */
export type Assignment = readonly (readonly Candidate[])[]

export const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

type Ranked = Pick<Applicant, 'keyChain' | 'sectorTags' | 'industryCode'>

/** D6: by a sector the enterprise belongs to, or by its industry; `sectors` holds tags, section letters and prefixes. */
const isInSector = ({ sectorTags = [], industryCode }: Ranked, sectors: readonly string[]): boolean => {
  const industry = findIndustry(industryCode)
  const code = industry && `${industry.section}${industry.code}`
  const tags: readonly string[] = sectorTags
  return sectors.some(sector => tags.includes(sector) || code?.startsWith(sector))
}

/** C5, D6: key chains before priority sectors before all others. */
export const urgency = (applicant: Ranked, sectors: readonly string[]): 0 | 1 | 2 => {
  if (applicant.keyChain !== undefined) return 0
  return isInSector(applicant, sectors) ? 1 : 2
}

/** Key chains (C5), then priority sectors (D6), then who declared first. */
const byUrgency =
  (sectors: readonly string[]) =>
  (a: Applicant, b: Applicant): number =>
    urgency(a, sectors) - urgency(b, sectors) ||
    compare(a.declaredOn, b.declaredOn) ||
    compare(a.applicationId, b.applicationId)

const productOrder = (a: Product, b: Product): number =>
  a.rateFromBp - b.rateFromBp || compare(a.productId, b.productId)

const seatsFor = ({ seats, policy }: Question, applicationId: string): Seats =>
  seats?.get(applicationId) ?? { institutions: policy.maxInstitutions, taken: [] }

/** Why the bank cannot be told of the application in this batch at all. */
export const hindrance = (question: Question, application: Applicant, bank: Bank): string | undefined => {
  const { applicationId } = application
  const told = question.alreadyReferred.get(applicationId) ?? []
  return obstacle(application, bank, told, seatsFor(question, applicationId).taken)
}

/** Rows in the order of urgency, candidates best first; neither depends on the order of the input. */
export const rowsOf = (question: Question): readonly Row[] => {
  const { policy, on, weights = usualWeights } = question
  const products = question.products.toSorted(productOrder)
  const offers = Map.groupBy(products, product => product.bankId)
  const bonus = [weights.keyChain, weights.prioritySector, 0] as const
  const banks = question.banks.toSorted((a, b) => compare(a.bankId, b.bankId))
  return question.applications.toSorted(byUrgency(policy.prioritySectors)).map(application => ({
    application,
    seats: seatsFor(question, application.applicationId),
    candidates: banks
      .filter(bank => !hindrance(question, application, bank))
      .flatMap(
        bank => candidateOf(application, bank, offers.get(bank.bankId) ?? [], policy.pushRule, on) ?? [],
      )
      .map(candidate => ({
        ...candidate,
        value:
          (candidate.byWill ? weights.will : 0) +
          candidate.preference +
          candidate.fit * weights.fit +
          bonus[urgency(application, policy.prioritySectors)],
      }))
      .sort((a, b) => b.value - a.value || compare(a.bank.bankId, b.bank.bankId)),
  }))
}

export const objectiveOf = (
  rows: readonly Row[],
  assignment: Assignment,
  { coverage }: Weights = usualWeights,
): number =>
  rows.reduce((sum, { candidates }, index) => {
    const chosen = new Set(assignment[index]?.map(({ bank }) => bank.bankId))
    const values = candidates.filter(({ bank }) => chosen.has(bank.bankId)).map(({ value }) => value)
    return sum + values.reduce((total, value) => total + value, 0) + (chosen.size > 0 ? coverage : 0)
  }, 0)
