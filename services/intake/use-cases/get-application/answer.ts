import * as z from 'zod'
import { demandSchema } from '#shared/contracts/parts.ts'
import {
  channelLabels,
  channelSchema,
  criterionLabels,
  criterionSchema,
} from '#shared/contracts/vocabulary.ts'
import type { Application, Judgement } from '../../domain/application.ts'
import type { KnownEntity } from '../../domain/entity.ts'
import { described, maskedContact, placed } from '../../domain/profile.ts'
import {
  applicationStatusLabels,
  applicationStatusSchema,
  findingLabels,
  findingSchema,
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
  criteria: z.array(failedSchema.extend({ findingLabel: z.string(), evidence: z.string().optional() })),
  failedCriteria: z.array(failedSchema),
  intendedBanks: z.array(bankSchema).describe('意向对接银行'),
  lendingBanks: z.array(bankSchema).describe('现有贷款银行'),
  firstLoan: z.boolean().describe('是否首贷'),
  keyChain: z.string().optional().describe('重点产业链'),
  channel: channelSchema,
  channelLabel: z.string(),
  consent: z.object({ givenOn: z.string(), method: z.string().optional() }).describe('企业同意'),
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
})
export type ApplicationAnswer = z.infer<typeof applicationAnswerSchema>

const copyOf = <T extends object>(rows: readonly T[]): T[] => rows.map(row => ({ ...row }))

const endingOf = (
  application: Application,
): Pick<ApplicationAnswer, 'returned' | 'refused' | 'concluded'> => {
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
    default:
      return {}
  }
}

const criteriaOf = (application: Application) =>
  (Object.entries(application.criteria) as [keyof typeof criterionLabels, Judgement][]).map(
    ([criterion, judgement]) => ({
      criterion,
      label: criterionLabels[criterion],
      findingLabel: findingLabels[judgement.finding],
      ...judgement,
    }),
  )

/** An application with everything a caller may see of it; personal data masked (H3). */
export const applicationAnswer = (entity: KnownEntity, application: Application): ApplicationAnswer => {
  const { applicationId, status, submittedOn, demand, firstLoan, keyChain, channel, consent } = application
  return {
    applicationId,
    ...placed(entity),
    name: described(entity).name,
    status,
    statusLabel: applicationStatusLabels[status],
    submittedOn,
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
    consent,
    materials: copyOf(application.materials),
    truthPromise: application.truthPromise,
    ...endingOf(application),
  }
}
