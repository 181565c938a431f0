import { maskPhone } from '#shared/domain/mask.ts'
import type { Role } from '#shared/service/permissions.ts'
import type { Form } from '../../domain/application.ts'
import { type BankState, serves } from '../../domain/bank.ts'
import type { KnownEntity } from '../../domain/entity.ts'
import type { Within } from '../../domain/guard.ts'
import { checkedAtHandIn } from '../../domain/material-check.ts'
import { narrowest } from '../../domain/place.ts'
import type { Scope } from '../../domain/policy.ts'
import { described, placed } from '../../domain/profile.ts'
import { refuseField, refuseFuture } from '../../domain/refusals.ts'
import { beyondAnyTerm, owedLoans, renewalOf, takenBy } from '../../domain/renewal.ts'
import type { FormBody } from './body.ts'

export type FormCommand = {
  readonly form: FormBody
  /** What the directory knows of every bank the form names. */
  readonly banks: ReadonlyMap<string, BankState>
  readonly scope: Scope
  readonly caller: Within & { readonly org: string; readonly role: Role }
  readonly today: string
}

/** Intended banks must be at work where the enterprise is, or nobody would ever be told; a bank that lent once need only be known (B6). */
const banksOf = (entity: KnownEntity, { form, banks }: FormCommand) => {
  const place = narrowest(placed(entity))
  const find = (id: string, pointer: string, mustWork: boolean) => {
    const bank = banks.get(id) ?? { status: 'unknown' }
    if (bank.status === 'unknown')
      return refuseField(
        'bank-unknown',
        pointer,
        `没有编号为 ${id} 的银行，请从已登记的银行中选择；刚登记的，请稍候再报。`,
      )
    if (mustWork && bank.status === 'inactive')
      return refuseField('bank-unknown', pointer, `${bank.name}（${id}）已停用，请另选。`)
    return mustWork && serves(bank, place) === false
      ? refuseField(
          'bank-elsewhere',
          pointer,
          `${bank.name}（${id}）的服务区划不含主体所在的 ${place}，请从服务本地的银行中选择；刚变更的，请稍候再报。`,
        )
      : ({ kind: 'known', value: { bankId: id, name: bank.name } } as const)
  }
  const all = [
    ...form.intendedBankIds.map((id, i) => find(id, `/intendedBankIds/${i}`, true)),
    ...form.lendingBankIds.map((id, i) => find(id, `/lendingBankIds/${i}`, false)),
    ...(form.renewal ? [find(form.renewal.bankId, '/renewal/bankId', false)] : []),
  ]
  const missing = all.find(found => found.kind === 'refused')
  if (missing) return missing
  const known = all.flatMap(found => (found.kind === 'known' ? [found.value] : []))
  const cut = form.intendedBankIds.length
  return {
    kind: 'known',
    value: {
      intendedBanks: known.slice(0, cut),
      lendingBanks: known.slice(cut, cut + form.lendingBankIds.length),
    },
  } as const
}

/** The enterprise's will comes first, and the last word it gave counts (B5). */
const consentOf = ({ consentWithdrawnOn }: KnownEntity, { form: { consent }, today }: FormCommand) => {
  if (!consent?.agreed)
    return refuseField(
      'consent-missing',
      '/consent',
      '须有企业同意（consent.agreed 为 true）方可申报和推送。',
    )
  if (consent.givenOn === undefined)
    return refuseField('consent-missing', '/consent/givenOn', '须写明企业同意的日期（YYYY-MM-DD）。')
  if (consent.givenOn > today) return refuseFuture('/consent/givenOn', '同意日期', today)
  if (consentWithdrawnOn !== undefined && consent.givenOn <= consentWithdrawnOn)
    return refuseField(
      'consent-withdrawn',
      '/consent/givenOn',
      `企业已于 ${consentWithdrawnOn} 撤回同意；须有其后重新作出的同意，当日重新同意的请先登记同意。`,
      { facts: { consentWithdrawnOn } },
    )
  if (consent.until !== undefined && consent.until < today)
    return refuseField(
      'consent-missing',
      '/consent/until',
      `企业同意已于 ${consent.until} 到期，请重新取得。`,
    )
  const { givenOn, method, purpose, recipients, until } = consent
  const value: Form['consent'] = {
    givenOn,
    ...(method ? { method } : {}),
    ...(purpose ? { purpose } : {}),
    ...(recipients ? { recipients } : {}),
    ...(until ? { until } : {}),
  }
  return { kind: 'known', value } as const
}

/** Kinds and sizes that the region's policy of the day leaves out (B2). */
const beyondScope = (entity: KnownEntity, { form, scope }: FormCommand) => {
  const { entityKind } = described(entity)
  if (!scope.entityKinds.includes(entityKind))
    return refuseField('kind-out-of-scope', '/uscc', '该主体类型不在本地区政策支持范围之内。')
  if (entityKind !== 'enterprise' || entity.assessment.sizeClass !== 'medium') return undefined
  if (scope.mediumEnterprises === 'no')
    return refuseField('kind-out-of-scope', '/uscc', '本地区政策不支持中型企业。')
  return scope.mediumEnterprises === 'renewal' && form.demand.loanKind !== 'renewal'
    ? refuseField(
        'medium-renewal-only',
        '/demand/loanKind',
        '中型企业仅支持续贷需求（loanKind 为 renewal）。',
      )
    : undefined
}

/** A grade is used as it was given, with the day on which it was (H5). */
const gradedLater = ({ form: { evaluations = [] }, today }: FormCommand) => {
  const at = evaluations.findIndex(({ gradedOn }) => gradedOn > today)
  return at < 0 ? undefined : refuseFuture(`/evaluations/${at}/gradedOn`, '评价日期', today)
}

/** Leaves out the evidence that was not given. */
export const judged = (criteria: FormBody['criteria']): Form['criteria'] => {
  const told = ({ finding, ground, evidence }: FormBody['criteria']['lawful-use']) => ({
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

/** The intermediary as it is kept: of its phone only what can be compared (C9, H3). */
const intermediaryOf = ({ intermediary }: FormBody): Form['intermediary'] => {
  if (!intermediary) return undefined
  const { name, uscc, phone } = intermediary
  return { name, ...(uscc ? { uscc } : {}), ...(phone ? { maskedPhone: maskPhone(phone) } : {}) }
}

/** The loan that a renewal follows: the one it names, else the only one on file that still runs, is owed, is not renewed and that nobody has asked to renew (B12). */
const oldLoanOf = (
  entity: KnownEntity,
  { applicationId, submittedOn }: Numbered,
  { demand, renewal }: FormBody,
): Form['renewal'] => {
  if (renewal || demand.loanKind !== 'renewal') return renewal
  const others = entity.applications.filter(each => each.applicationId !== applicationId)
  const [only, ...more] = owedLoans(entity.renewals).filter(
    loan =>
      loan.maturesOn >= submittedOn &&
      takenBy({ ...entity, applications: others }, loan) === undefined &&
      !renewalOf(entity, loan),
  )
  return only && more.length === 0
    ? { bankId: only.bankId, maturesOn: only.maturesOn, oldLoanFen: only.loanFen }
    : undefined
}

/** A renewal names the loan it is to follow (B12). */
const oldLoanUnnamed = ({ renewals }: KnownEntity) =>
  refuseField(
    'old-loan-unnamed',
    '/renewal',
    owedLoans(renewals).length > 0
      ? '该主体登记的贷款不止一笔，或均已申报、已续贷、已结清或已到期，续贷请在 renewal 中写明是哪一笔（贷款银行、到期日、金额）。'
      : '续贷请在 renewal 中写明原贷款的银行、到期日和金额。',
  )

type Numbered = Pick<Form, 'applicationId' | 'submittedOn' | 'platform' | 'recommendedBy' | 'correctedOn'>

/** The form as it will be kept, or why it cannot be taken (B2, B5, B6). */
export const composeForm = (entity: KnownEntity, numbered: Numbered, command: FormCommand) => {
  const consent = consentOf(entity, command)
  if (consent.kind === 'refused') return consent
  const banks = banksOf(entity, command)
  if (banks.kind === 'refused') return banks
  const outside = beyondScope(entity, command)
  if (outside) return outside
  const graded = gradedLater(command)
  if (graded) return graded
  const { demand, criteria, firstLoan, keyChain, channel, materials, truthPromise } = command.form
  const { evaluations, sectorTags } = command.form
  const materialCheck = checkedAtHandIn(command.form, command.caller, command.today)
  const intermediary = intermediaryOf(command.form)
  const renewal = oldLoanOf(entity, numbered, command.form)
  if (demand.loanKind === 'renewal' && !renewal) return oldLoanUnnamed(entity)
  const tooFar = renewal && beyondAnyTerm('/renewal/maturesOn', renewal, command.today)
  if (tooFar) return tooFar
  const form: Form = {
    ...numbered,
    demand,
    criteria: judged(criteria),
    ...banks.value,
    firstLoan,
    ...(keyChain ? { keyChain } : {}),
    channel,
    ...(sectorTags ? { sectorTags } : {}),
    ...(intermediary ? { intermediary } : {}),
    consent: consent.value,
    materials,
    truthPromise,
    ...(materialCheck ? { materialCheck } : {}),
    ...(renewal ? { renewal } : {}),
    ...(evaluations ? { evaluations } : {}),
  }
  return { kind: 'known', value: form } as const
}
