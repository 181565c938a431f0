import { criterionLabels } from '#shared/contracts/vocabulary.ts'
import { accept, type Decision } from '#shared/domain/decision.ts'
import { type FailedCriterion, type Form, failedCriteria } from '../../domain/application.ts'
import type { BankState } from '../../domain/bank.ts'
import { type EntityEvent, type EntityState, type KnownEntity, liveApplication } from '../../domain/entity.ts'
import { listedOnly, type Within } from '../../domain/guard.ts'
import { described, placed } from '../../domain/profile.ts'
import { type Code, refuseField, refuseFuture } from '../../domain/refusals.ts'
import { contactOf } from '../../domain/registry.ts'
import type { ApplicationBody, SubmitResult } from './body.ts'

export type SubmitApplication = {
  readonly form: Omit<ApplicationBody, 'uscc'>
  /** What the directory knows of every bank the form names. */
  readonly banks: ReadonlyMap<string, BankState>
  readonly caller: Within
  readonly today: string
}

/** Intended banks must be there and at work; a bank that lent once need only be known (B6). */
const banksOf = ({ form, banks }: SubmitApplication) => {
  const find = (id: string, pointer: string, mustWork: boolean) => {
    const bank = banks.get(id) ?? { status: 'unknown' }
    if (bank.status === 'unknown')
      return refuseField('bank-unknown', pointer, `没有编号为 ${id} 的银行，请从已登记的银行中选择。`)
    return mustWork && bank.status === 'inactive'
      ? refuseField('bank-unknown', pointer, `${bank.name}（${id}）已停用，请另选。`)
      : ({ kind: 'known', value: { bankId: id, name: bank.name } } as const)
  }
  const all = [
    ...form.intendedBankIds.map((id, i) => find(id, `/intendedBankIds/${i}`, true)),
    ...form.lendingBankIds.map((id, i) => find(id, `/lendingBankIds/${i}`, false)),
  ]
  const missing = all.find(found => found.kind === 'refused')
  if (missing) return missing
  const known = all.flatMap(found => (found.kind === 'known' ? [found.value] : []))
  const cut = form.intendedBankIds.length
  return {
    kind: 'known',
    value: { intendedBanks: known.slice(0, cut), lendingBanks: known.slice(cut) },
  } as const
}

/** The enterprise's will comes first (B5). */
const consentOf = ({ form: { consent }, today }: SubmitApplication) => {
  if (!consent?.agreed)
    return refuseField(
      'consent-missing',
      '/consent',
      '须有企业同意（consent.agreed 为 true）方可申报和推送。',
    )
  if (consent.givenOn === undefined)
    return refuseField('consent-missing', '/consent/givenOn', '须写明企业同意的日期（YYYY-MM-DD）。')
  if (consent.givenOn > today) return refuseFuture('/consent/givenOn', '同意日期', today)
  const { givenOn, method } = consent
  const value: Form['consent'] = { givenOn, ...(method ? { method } : {}) }
  return { kind: 'known', value } as const
}

const criteriaOf = (criteria: ApplicationBody['criteria']): Form['criteria'] => {
  const told = ({ finding, ground, evidence }: ApplicationBody['criteria']['lawful-use']) => ({
    finding,
    ground,
    ...(evidence ? { evidence } : {}),
  })
  return {
    'compliant-operation': told(criteria['compliant-operation']),
    'fixed-premises': told(criteria['fixed-premises']),
    'genuine-demand': told(criteria['genuine-demand']),
    'good-credit': told(criteria['good-credit']),
    'lawful-use': told(criteria['lawful-use']),
  }
}

/** Medium enterprises are reached for the renewal of loans alone (B2). */
const renewalOnly = (entity: KnownEntity): boolean =>
  described(entity).entityKind === 'enterprise' && entity.assessment.sizeClass === 'medium'

const screened = (entity: KnownEntity, form: Form, failed: readonly FailedCriterion[]): EntityEvent => {
  const { applicationId, submittedOn } = form
  if (failed.length > 0)
    return {
      type: 'application-screened-out.v1',
      data: {
        ...placed(entity),
        applicationId,
        failedCriteria: failed.map(({ criterion, ground }) => ({ criterion, ground })),
        screenedOn: submittedOn,
      },
    }
  return {
    type: 'application-declared.v1',
    data: {
      ...placed(entity),
      ...described(entity),
      contact: contactOf(entity.registry),
      applicationId,
      demand: form.demand,
      intendedBankIds: form.intendedBanks.map(({ bankId }) => bankId),
      lendingBankIds: form.lendingBanks.map(({ bankId }) => bankId),
      firstLoan: form.firstLoan,
      ...(form.keyChain ? { keyChain: form.keyChain } : {}),
      channel: form.channel,
      declaredOn: submittedOn,
    },
  }
}

/** Screens a declaration by the five criteria; one live application an entity (B4–B6, B11). */
export const submitApplication = (
  state: EntityState,
  command: SubmitApplication,
): Decision<EntityEvent, SubmitResult, Code> => {
  const found = listedOnly(state, command.caller)
  if (found.kind === 'refused') return found
  const { entity } = found
  const live = liveApplication(entity)
  if (live)
    return refuseField(
      'live-application-exists',
      '/uscc',
      `该主体已有在办申报 ${live.applicationId}，办结前不能再次申报。`,
      { facts: { liveApplicationId: live.applicationId } },
    )
  const consent = consentOf(command)
  if (consent.kind === 'refused') return consent
  const banks = banksOf(command)
  if (banks.kind === 'refused') return banks
  const { demand, criteria, firstLoan, keyChain, channel, materials, truthPromise } = command.form
  if (renewalOnly(entity) && demand.loanKind !== 'renewal')
    return refuseField(
      'medium-renewal-only',
      '/demand/loanKind',
      '中型企业仅支持续贷需求（loanKind 为 renewal）。',
    )

  const form: Form = {
    applicationId: `${entity.uscc}-${String(entity.applications.length + 1).padStart(2, '0')}`,
    submittedOn: command.today,
    demand,
    criteria: criteriaOf(criteria),
    ...banks.value,
    firstLoan,
    ...(keyChain ? { keyChain } : {}),
    channel,
    consent: consent.value,
    materials,
    truthPromise,
  }
  const failed = failedCriteria(form)
  return accept([{ type: 'application-submitted', data: form }, screened(entity, form, failed)], {
    applicationId: form.applicationId,
    status: failed.length === 0 ? 'declared' : 'screened-out',
    failedCriteria: failed.map(each => ({ ...each, label: criterionLabels[each.criterion] })),
  })
}
