import * as z from 'zod'
import { demandSchema } from '#shared/contracts/parts.ts'
import { channelSchema, criterionSchema, sectorTagSchema } from '#shared/contracts/vocabulary.ts'
import { labelled } from '../../domain/fields.ts'
import { materialMarkLabels, materialMarkSchema } from '../../domain/material-check.ts'
import { applicationStatusSchema, findingSchema } from '../../domain/vocabulary.ts'

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
  correctionSetAsideOn: z
    .string()
    .optional()
    .describe('更正晚于审核开始、未予采用的日期；所示为审核所依的内容'),
  previousApplicationId: z.string().optional().describe('此前的申报'),
  declaredAgainAs: z.string().optional().describe('其后再次申报的编号'),
  wayBack: z.string().optional().describe('如何再次申报'),
  attention: z.string().optional().describe('须审核人员留意的事项'),
  needsAttention: z.boolean().describe('是否有须审核人员留意的事项'),
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
  sectorTags: z.array(sectorTagSchema).optional().describe('重点领域'),
  intermediary: z
    .object({ name: z.string(), uscc: z.string().optional(), maskedPhone: z.string().optional() })
    .optional()
    .describe('代办或撮合该申请的中介机构'),
  recommendedBy: bankSchema.optional().describe('推荐该企业的银行'),
  materialCheck: z
    .object({
      mark: materialMarkSchema.describe(labelled('材料初审', materialMarkLabels)),
      markLabel: z.string(),
      problem: z.string().optional().describe('存在的问题'),
      checkedBy: z.string().optional().describe('初审的组织'),
      checkedAs: z.string().optional().describe('初审人的身份'),
      checkedOn: z.string().optional().describe('初审日期'),
    })
    .describe('乡镇（街道）或工作专班对材料合理性、真实性的初审把关'),
  repaired: z.boolean().describe('是否经辅导修复后再次推荐（短流程）'),
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
      reason: z.enum(['by-enterprise', 'consent-withdrawn', 'consent-expired']),
      explanation: z.string().optional(),
      withdrawnOn: z.string(),
    })
    .optional()
    .describe(
      '撤回：by-enterprise 企业撤回申报；consent-withdrawn 企业撤回同意；consent-expired 企业同意到期',
    ),
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
