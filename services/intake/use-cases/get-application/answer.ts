import * as z from 'zod'
import { demandSchema } from '#shared/contracts/parts.ts'
import {
  channelLabels,
  channelSchema,
  criterionLabels,
  criterionSchema,
} from '#shared/contracts/vocabulary.ts'
import type { Application, Ending, Judgement } from '../../domain/application.ts'
import type { KnownEntity } from '../../domain/entity.ts'
import { described, maskedContact, placed } from '../../domain/profile.ts'
import { repairOf } from '../../domain/repair.ts'
import {
  applicationStatusLabels,
  applicationStatusSchema,
  findingLabels,
  findingSchema,
  standingLabels,
} from '../../domain/vocabulary.ts'

const bankSchema = z.object({ bankId: z.string(), name: z.string() })
const failedSchema = z.object({
  criterion: criterionSchema,
  label: z.string(),
  finding: findingSchema,
  ground: z.string(),
})

export const applicationAnswerSchema = z.object({
  applicationId: z.string().describe('申报编号'),
  uscc: z.string().describe('统一社会信用代码'),
  name: z.string().describe('主体名称'),
  regionCode: z.string().describe('县级区划代码'),
  townshipCode: z.string().optional().describe('乡镇（街道）或功能区代码'),
  status: applicationStatusSchema.describe('申报状态'),
  statusLabel: z.string(),
  submittedOn: z.string().describe('申报日期'),
  maskedLegalRepresentative: z.string().describe('法定代表人（掩码）'),
  maskedPhone: z.string().describe('联系电话（掩码）'),
  demand: demandSchema,
  correctedOn: z.string().optional().describe('最近一次更正的日期'),
  reviewBegunOn: z.string().optional().describe('审核开始日期，此后不能更正'),
  previousApplicationId: z.string().optional().describe('此前的申报'),
  declaredAgainAs: z.string().optional().describe('其后再次申报的编号'),
  wayBack: z.string().optional().describe('如何再次申报'),
  attention: z.string().optional().describe('须审核人员留意的事项'),
  criteria: z
    .array(
      failedSchema.extend({
        findingLabel: z.string(),
        evidence: z.string().optional(),
        repair: z.string().optional().describe('未符合或待核时，须先补正的事项'),
      }),
    )
    .describe('五项标准逐项的判断、依据、佐证与须补正的事项'),
  failedCriteria: z.array(failedSchema),
  intendedBanks: z.array(bankSchema).describe('意向对接银行'),
  lendingBanks: z.array(bankSchema).describe('现有贷款银行'),
  firstLoan: z.boolean().describe('是否首贷'),
  keyChain: z.string().optional().describe('重点产业链'),
  channel: channelSchema,
  channelLabel: z.string(),
  consent: z
    .object({
      givenOn: z.string(),
      method: z.string().optional(),
      purpose: z.string().optional(),
      recipients: z.array(z.string()).optional(),
      until: z.string().optional(),
    })
    .describe('企业同意：日期、方式、用途、可以提供给谁、截止日期'),
  renewal: z
    .object({ bankId: z.string(), maturesOn: z.string(), oldLoanFen: z.int() })
    .optional()
    .describe('续贷对应的原贷款'),
  platformReference: z.string().optional().describe('平台自己的申报编号'),
  evaluations: z
    .array(
      z.object({
        source: z.string(),
        grade: z.string(),
        gradedOn: z.string(),
        authorisation: z.string(),
      }),
    )
    .optional()
    .describe('经企业授权使用的信用评价'),
  materials: z.array(z.object({ name: z.string(), complete: z.boolean() })),
  truthPromise: z.boolean().describe('企业是否承诺材料真实'),
  returned: z
    .object({ level: z.string(), missing: z.array(z.string()), returnedOn: z.string() })
    .optional()
    .describe('退回补正的环节、所缺事项与日期'),
  refused: z
    .object({
      level: z.string(),
      criterion: criterionSchema,
      label: z.string(),
      problem: z.string(),
      advice: z.string(),
      refusedOn: z.string(),
    })
    .optional()
    .describe('审核未通过的环节、标准、问题与修复建议'),
  concluded: z
    .object({ outcome: z.enum(['credited', 'not-credited']), concludedOn: z.string() })
    .optional()
    .describe('银行全部办结的结果'),
  withdrawn: z
    .object({
      reason: z.enum(['by-enterprise', 'consent-withdrawn']),
      explanation: z.string().optional(),
      withdrawnOn: z.string(),
    })
    .optional()
    .describe('撤回：by-enterprise 企业撤回申报；consent-withdrawn 企业撤回同意'),
  removed: z
    .object({
      listId: z.string(),
      reason: z.enum(['false-material', 'misuse', 'other']),
      detail: z.string(),
      removedOn: z.string(),
    })
    .optional()
    .describe('移出推荐清单的名单、原因与日期'),
})
export type ApplicationAnswer = z.infer<typeof applicationAnswerSchema>

const copyOf = <T extends object>(rows: readonly T[]): T[] => rows.map(row => ({ ...row }))

const endingOf = (application: Application): Pick<ApplicationAnswer, Ending['status']> => {
  switch (application.status) {
    case 'returned': {
      const { level, missing, returnedOn } = application
      return { returned: { level, missing: [...missing], returnedOn } }
    }
    case 'refused': {
      const { level, criterion, problem, advice, refusedOn } = application
      const label = criterionLabels[criterion]
      return { refused: { level, criterion, label, problem, advice, refusedOn } }
    }
    case 'concluded': {
      const { outcome, concludedOn } = application
      return { concluded: { outcome, concludedOn } }
    }
    case 'withdrawn': {
      const { reason, explanation, withdrawnOn } = application
      return { withdrawn: { reason, withdrawnOn, ...(explanation ? { explanation } : {}) } }
    }
    case 'removed': {
      const { listId, reason, detail, removedOn } = application
      return { removed: { listId, reason, detail, removedOn } }
    }
    default:
      return {}
  }
}

const waysBack: { readonly [S in Application['status']]?: string } = {
  'screened-out': '按各项标准所列事项补正后，可再次申报。',
  returned: '补齐所缺事项后，可再次申报。',
  refused: '按修复建议整改、由乡镇（街道）辅导修复后，可再次申报或再次推荐。',
  withdrawn: '企业重新同意后，可再次申报。',
}

/** Where the application stands in the entity's history, and what a reviewer must not overlook (B1, B4). */
const around = ({ applications, status, assessment }: KnownEntity, application: Application) => {
  const at = applications.indexOf(application)
  const previous = applications[at - 1]?.applicationId
  const next = applications[at + 1]?.applicationId
  const wayBack = next ? undefined : waysBack[application.status]
  const { correctedOn, reviewBegunOn } = application
  return {
    ...(correctedOn ? { correctedOn } : {}),
    ...(reviewBegunOn ? { reviewBegunOn } : {}),
    ...(previous ? { previousApplicationId: previous } : {}),
    ...(next ? { declaredAgainAs: next } : {}),
    ...(wayBack ? { wayBack } : {}),
    ...(application.status === 'declared' && status !== 'listed'
      ? { attention: `申报后该主体已不在走访目标企业清单：${assessment.reason ?? standingLabels[status]}` }
      : {}),
  }
}

const criteriaOf = (application: Application) =>
  (Object.entries(application.criteria) as [keyof typeof criterionLabels, Judgement][]).map(
    ([criterion, judgement]) => {
      const repair = repairOf(criterion, judgement.finding)
      return {
        criterion,
        label: criterionLabels[criterion],
        findingLabel: findingLabels[judgement.finding],
        ...judgement,
        ...(repair ? { repair } : {}),
      }
    },
  )

/** An application with everything a caller may see of it; personal data masked (H3). */
export const applicationAnswer = (entity: KnownEntity, application: Application): ApplicationAnswer => {
  const { applicationId, status, submittedOn, demand, firstLoan, keyChain, channel } = application
  const { renewal, platform, evaluations } = application
  const { recipients, ...consentTerms } = application.consent
  return {
    applicationId,
    ...placed(entity),
    name: described(entity).name,
    status,
    statusLabel: applicationStatusLabels[status],
    submittedOn,
    ...around(entity, application),
    ...maskedContact(entity),
    demand,
    criteria: criteriaOf(application),
    failedCriteria:
      application.status === 'screened-out'
        ? application.failedCriteria.map(each => ({ ...each, label: criterionLabels[each.criterion] }))
        : [],
    intendedBanks: copyOf(application.intendedBanks),
    lendingBanks: copyOf(application.lendingBanks),
    firstLoan,
    ...(keyChain ? { keyChain } : {}),
    channel,
    channelLabel: channelLabels[channel],
    consent: {
      ...consentTerms,
      ...(recipients ? { recipients: [...recipients] } : {}),
    },
    ...(renewal ? { renewal } : {}),
    ...(platform ? { platformReference: platform.reference } : {}),
    ...(evaluations ? { evaluations: copyOf(evaluations) } : {}),
    materials: copyOf(application.materials),
    truthPromise: application.truthPromise,
    ...endingOf(application),
  }
}
