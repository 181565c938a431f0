import type { PushReason } from '#shared/contracts/matching.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import type { Bank } from './bank.ts'
import { type Applicant, byRank, type Candidate, candidateOf } from './candidates.ts'
import { obstacle } from './obstacles.ts'
import type { Policy } from './policy-values.ts'
import type { Product } from './product.ts'

export type Question = {
  readonly applications: readonly Applicant[]
  readonly banks: readonly Bank[]
  readonly products: readonly Product[]
  readonly policy: Pick<Policy, 'pushRule' | 'maxInstitutions' | 'prioritySectors'>
  /** Banks told of an application before, by application. */
  readonly alreadyReferred: ReadonlyMap<string, readonly string[]>
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
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

const urgency = ({ keyChain, industryCode }: Applicant, sectors: readonly string[]): number => {
  const industry = findIndustry(industryCode)
  const code = `${industry?.section}${industry?.code}`
  if (keyChain !== undefined) return 0
  return industry && sectors.some(sector => code.startsWith(sector)) ? 1 : 2
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

const whyUnplaced = (
  question: Question,
  application: Applicant,
  candidates: readonly Candidate[],
): string => {
  const { banks, policy, alreadyReferred } = question
  const { intendedBankIds, lendingBankIds, applicationId } = application
  const named =
    policy.pushRule === 'intended-only' ? intendedBankIds : [...intendedBankIds, ...lendingBankIds]
  const clauses = [...new Set(named)].map(bankId => {
    const bank = banks.find(each => each.bankId === bankId)
    if (!bank) return `${bankId} 不在本区划的银行名录内`
    const hindrance = obstacle(application, bank, alreadyReferred.get(applicationId) ?? [])
    return `${bank.name}${hindrance ?? '本批次名额已满'}`
  })
  const others = candidates.some(candidate => !candidate.byWill)
    ? '产品或特色相符的其他银行本批次名额已满'
    : '没有产品或特色与需求相符的其他银行'
  return `${[...clauses, ...(policy.pushRule === 'intended-only' ? [] : [others])].join('；') || '企业未填报意向对接银行'}。`
}

/**
 * D1–D3: who is told of whom, and why. Pure and independent of the order of its inputs.
 * Banks of the enterprise's own will are placed for everybody before any bank that merely fits takes a place.
 */
export const choosePushes = (question: Question): Choice => {
  const { policy, alreadyReferred, on } = question
  const products = question.products.toSorted(productOrder)
  const free = new Map(
    question.banks.map(bank => [bank.bankId, bank.batchCapacity ?? Number.POSITIVE_INFINITY]),
  )
  const rows = question.applications.toSorted(byUrgency(policy.prioritySectors)).map(application => ({
    application,
    chosen: [] as Candidate[],
    candidates: question.banks
      .filter(bank => !obstacle(application, bank, alreadyReferred.get(application.applicationId) ?? []))
      .flatMap(bank => candidateOf(application, bank, products, policy.pushRule, on) ?? [])
      .sort(byRank),
  }))
  for (const byWill of [true, false])
    for (const { chosen, candidates } of rows)
      for (const candidate of candidates.filter(each => each.byWill === byWill)) {
        const { bankId, institution } = candidate.bank
        const places = free.get(bankId) ?? 0
        // Branches of one institution count once (T三(一) speaks of 3 banks, not of 3 counters).
        const known = chosen.some(({ bank }) => bank.institution.id === institution.id)
        if (chosen.length === policy.maxInstitutions || places === 0 || known) continue
        chosen.push(candidate)
        free.set(bankId, places - 1)
      }
  return {
    pushes: rows.flatMap(({ application, chosen }) =>
      chosen.map(({ bank, reasons }) => ({
        applicationId: application.applicationId,
        bankId: bank.bankId,
        reasons,
      })),
    ),
    unplaced: rows
      .filter(({ chosen }) => chosen.length === 0)
      .map(({ application, candidates }) => ({
        applicationId: application.applicationId,
        why: whyUnplaced(question, application, candidates),
      })),
  }
}
