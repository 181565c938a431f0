import * as z from 'zod'
import {
  entityKindSchema,
  sizeClassLabels,
  sizeClassSchema,
  visitMethodSchema,
} from '#shared/contracts/vocabulary.ts'
import { maskName } from '#shared/domain/mask.ts'
import { type KnownEntity, liveApplication } from '../../domain/entity.ts'
import { planKindLabels, planStatusLabels, recalled, type VisitPlan } from '../../domain/plan.ts'
import { described, maskedContact, placed } from '../../domain/profile.ts'
import { conflictsOf, sourcesOf, standing, standingStatus } from '../../domain/registry.ts'
import {
  type Renewal,
  renewalOf,
  renewalState,
  renewalStateLabels,
  standingLoans,
  takenBy,
} from '../../domain/renewal.ts'
import {
  applicationStatusLabels,
  applicationStatusSchema,
  codeCheckSchema,
  registrationStatusLabels,
  registrationStatusSchema,
  sourceLabels,
  sourceSchema,
  standingLabels,
  standingSchema,
} from '../../domain/vocabulary.ts'

const fieldLabels = {
  name: '名称',
  entityKind: '主体类型',
  industryCode: '行业代码',
  staff: '从业人员（人）',
  revenueFen: '营业收入（分）',
  assetsFen: '资产总额（分）',
  regionCode: '区划代码',
  townshipCode: '乡镇（街道）代码',
  registrationStatus: '登记状态',
} as const
const fieldSchema = z.enum(Object.keys(fieldLabels) as [keyof typeof fieldLabels])

const saidSchema = z.object({
  source: sourceSchema,
  sourceLabel: z.string(),
  value: z.union([z.string(), z.number()]),
  reportedOn: z.string(),
})

export const entityAnswerSchema = z.object({
  uscc: z.string().describe('统一社会信用代码'),
  codeCheck: codeCheckSchema.describe('代码校验：valid 通过、legacy 疑为早期赋码'),
  name: z.string().describe('主体名称'),
  entityKind: entityKindSchema,
  industryCode: z.string(),
  sizeClass: sizeClassSchema,
  sizeClassLabel: z.string(),
  sizeTableVersion: z.string().describe('所用划型标准版本'),
  regionCode: z.string().describe('县级区划代码'),
  townshipCode: z.string().optional().describe('乡镇（街道）或功能区代码'),
  standing: standingSchema.describe('在走访目标企业清单中的状态'),
  standingLabel: z.string(),
  reason: z.string().optional().describe('剔除或待确认的原因'),
  note: z.string().optional(),
  listedOn: z.string().optional().describe('最近一次列入日期'),
  registrationStatus: registrationStatusSchema,
  registrationStatusLabel: z.string(),
  maskedLegalRepresentative: z.string().describe('法定代表人（掩码）'),
  maskedPhone: z.string().describe('联系电话（掩码）'),
  sources: z.array(z.object({ source: sourceSchema, sourceLabel: z.string() })).describe('数据来源'),
  values: z
    .array(saidSchema.extend({ field: fieldSchema, fieldLabel: z.string() }))
    .describe('各项现行取值及其来源'),
  conflicts: z
    .array(z.object({ field: fieldSchema, fieldLabel: z.string(), said: z.array(saidSchema) }))
    .describe('各来源不一致的项目'),
  visits: z.array(
    z.object({
      visitId: z.string(),
      visitedOn: z.string(),
      method: visitMethodSchema,
      unit: z.string(),
      visitors: z.array(z.string()).describe('走访人员（掩码）'),
      hasDemand: z.boolean(),
      demandFen: z.int().optional().describe('需求金额，单位：分'),
      doNotDisturbBefore: z.string().optional(),
      recordedAt: z.string().optional().describe('离线登记的时刻'),
    }),
  ),
  plans: z
    .array(
      z.object({
        planId: z.string(),
        unit: z.string(),
        visitors: z.array(z.string()).describe('走访人员（掩码）'),
        method: visitMethodSchema,
        dueOn: z.string().describe('走访期限'),
        kind: z.enum(['general', 'focused']),
        kindLabel: z.string(),
        status: z.enum(['open', 'kept', 'cancelled']),
        statusLabel: z.string(),
        cancelledOn: z.string().optional().describe('取消日期'),
        cancelReason: z.string().optional().describe('系统取消的原因'),
      }),
    )
    .describe('走访计划'),
  renewals: z
    .array(
      z.object({
        bankId: z.string(),
        bankName: z.string(),
        loanFen: z.int().describe('贷款余额，单位：分'),
        maturesOn: z.string().describe('到期日'),
        suppliedOn: z.string(),
        state: z.enum(['due', 'visited', 'declared', 'renewed', 'repaid']).describe('续贷进展'),
        stateLabel: z.string(),
        applicationId: z.string().optional().describe('申报续贷的编号'),
        renewedOn: z.string().optional().describe('续贷日期'),
        withoutRepayment: z.boolean().optional().describe('是否无还本续贷'),
        repaidOn: z.string().optional().describe('银行反馈的结清日期'),
      }),
    )
    .describe('即将到期的贷款'),
  consents: z
    .array(
      z.object({
        consentId: z.string(),
        purpose: z.string().describe('用途'),
        recipients: z.array(z.string()).describe('可以向其提供资料的单位'),
        method: z.string().optional().describe('同意方式'),
        givenOn: z.string(),
        until: z.string().optional().describe('截止日期'),
        applicationId: z.string().optional().describe('随同的申报'),
        withdrawnOn: z.string().optional().describe('撤回日期'),
      }),
    )
    .describe('企业同意的记录'),
  consentWithdrawnOn: z.string().optional().describe('企业撤回同意的日期；此后须重新同意方可申报'),
  liveApplicationId: z.string().optional().describe('在办申报编号'),
  applications: z.array(
    z.object({ applicationId: z.string(), status: applicationStatusSchema, statusLabel: z.string() }),
  ),
})
export type EntityAnswer = z.infer<typeof entityAnswerSchema>

type Claim = Parameters<typeof said>[0]
const said = (claim: {
  readonly source: keyof typeof sourceLabels
  readonly value: string | number
  readonly on: string
}) => ({
  source: claim.source,
  sourceLabel: sourceLabels[claim.source],
  value: claim.value,
  reportedOn: claim.on,
})

const valuesOf = (entity: KnownEntity): EntityAnswer['values'] =>
  fieldSchema.options.flatMap(field => {
    const claim: Claim | undefined =
      field === 'registrationStatus' ? standingStatus(entity.registry) : standing(entity.registry, field)
    return claim ? [{ field, fieldLabel: fieldLabels[field], ...said(claim) }] : []
  })

const renewalAnswer = (entity: KnownEntity, renewal: Renewal): EntityAnswer['renewals'][number] => {
  const { suppliedBy: _by, ofRenewal: _of, gone: _gone, ...loan } = renewal
  const applicationId = takenBy(entity, loan)
  const state = renewalState(entity, renewal)
  const after = renewalOf(entity, loan)
  return {
    ...loan,
    state,
    stateLabel: renewalStateLabels[state],
    ...(applicationId ? { applicationId } : {}),
    ...(after ? { renewedOn: after.renewedOn, withoutRepayment: after.withoutRepayment } : {}),
  }
}

/** Why the system called a visit back is for all to see; what people wrote about theirs is not (H3, H4). */
const planAnswer = (plan: VisitPlan): EntityAnswer['plans'][number] => {
  const { planId, unit, visitors, method, dueOn, kind, status } = plan
  return {
    planId,
    unit,
    visitors: visitors.map(maskName),
    method,
    dueOn,
    kind,
    kindLabel: planKindLabels[kind],
    status,
    statusLabel: planStatusLabels[status],
    ...(plan.status === 'cancelled' ? { cancelledOn: plan.cancelledOn } : {}),
    ...(plan.status === 'cancelled' && recalled(plan) ? { cancelReason: plan.reason } : {}),
  }
}

/** An entity as the county knows it: what stands, who says so, and where sources disagree (B1); masked (H3). */
export const entityAnswer = (entity: KnownEntity): EntityAnswer => {
  const { registry, assessment, status } = entity
  const registrationStatus = standingStatus(registry)?.value ?? 'operating'
  const live = liveApplication(entity)
  return {
    ...placed(entity),
    codeCheck: entity.codeCheck,
    ...described(entity),
    sizeClassLabel: sizeClassLabels[assessment.sizeClass],
    sizeTableVersion: assessment.sizeTableVersion,
    standing: status,
    standingLabel: standingLabels[status],
    ...(assessment.reason ? { reason: assessment.reason } : {}),
    ...(assessment.note ? { note: assessment.note } : {}),
    ...(entity.listedOn ? { listedOn: entity.listedOn } : {}),
    registrationStatus,
    registrationStatusLabel: registrationStatusLabels[registrationStatus],
    ...maskedContact(entity),
    sources: sourcesOf(registry).map(source => ({ source, sourceLabel: sourceLabels[source] })),
    values: valuesOf(entity),
    conflicts: conflictsOf(registry).map(({ field, claims }) => ({
      field,
      fieldLabel: fieldLabels[field],
      said: claims.map(said),
    })),
    visits: entity.visits.map(
      ({ demand, visitors, remarks: _remarks, criteria: _criteria, offline, ...visit }) => ({
        ...visit,
        visitors: visitors.map(maskName),
        ...(demand ? { demandFen: demand.amountFen } : {}),
        ...(offline ? { recordedAt: offline.recordedAt } : {}),
      }),
    ),
    plans: entity.plans.map(planAnswer),
    renewals: standingLoans(entity.renewals).map(loan => renewalAnswer(entity, loan)),
    consents: entity.consents.map(({ recipients, ...each }) => ({ ...each, recipients: [...recipients] })),
    ...(entity.consentWithdrawnOn ? { consentWithdrawnOn: entity.consentWithdrawnOn } : {}),
    ...(live ? { liveApplicationId: live.applicationId } : {}),
    applications: entity.applications.map(each => ({
      applicationId: each.applicationId,
      status: each.status,
      statusLabel: applicationStatusLabels[each.status],
    })),
  }
}
