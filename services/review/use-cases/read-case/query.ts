import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { applicationProfileSchema } from '#shared/contracts/parts.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { outsideCase } from '../../domain/case-guards.ts'
import { factFindings, factKinds } from '../../domain/facts.ts'
import { applicationParams, warnedSchema } from '../../domain/schemas.ts'
import { statuses } from '../../domain/stages.ts'
import { subjectOf } from '../../domain/subject.ts'
import { service } from '../../service.ts'
import { removalFields } from './removal.ts'
import { caseView } from './view.ts'

const factLine = z.object({
  kind: z.enum(factKinds).describe('核查类别'),
  label: z.string().describe('类别名称'),
  missing: z.boolean().describe('尚无部门报送'),
  entries: z
    .array(
      z.object({
        finding: z.enum(factFindings).describe('结论'),
        findingLabel: z.string().describe('结论名称'),
        detail: z.string().optional().describe('具体情况'),
        source: z.string().describe('信息来源'),
        observedOn: z.string().describe('查得日期'),
        org: z.string().describe('报送单位'),
        at: z.string().describe('报送时间，UTC'),
      }),
    )
    .readonly()
    .describe('各单位最近一次报送'),
})

const person = z.object({ org: z.string().describe('单位'), sub: z.string().describe('人员') })

const step = z.object({
  step: z.string().describe('环节'),
  stepLabel: z.string().describe('环节名称'),
})

const roundFields = {
  coachingId: z.string().describe('辅导事项编号'),
  firstBankId: z.string().describe('优先银行编号'),
}

const resultSchema = applicationProfileSchema.omit({ contact: true }).extend({
  contact: z
    .object({
      legalRepresentative: z.string().describe('法定代表人，已脱敏'),
      phone: z.string().describe('联系电话，已脱敏'),
    })
    .describe('联系方式，仅显示脱敏内容'),
  stage: z.enum(statuses).describe('当前阶段'),
  stageLabel: z.string().describe('阶段名称'),
  next: z.string().nullable().describe('下一步事项；已终结或已推荐时为空'),
  facts: z.array(factLine).readonly().describe('核查情况，每类一行，缺者可见'),
  factRequests: z
    .array(
      z.looseObject({
        requestId: z.string().describe('核查请求编号'),
        kind: z.enum(factKinds).describe('核查类别'),
        label: z.string().describe('类别名称'),
        department: z.string().describe('被请求的部门'),
        dueOn: z.string().describe('应于此日之前（含）报送'),
        dueRule: z.string().describe('期限的算法'),
        provisional: z.boolean().describe('该年度节假日安排尚未公布，期限为暂定'),
        status: z.enum(['open', 'answered', 'overdue']).describe('状态'),
        statusLabel: z.string().describe('状态名称'),
        warned: warnedSchema.optional(),
      }),
    )
    .readonly()
    .describe('已发出的部门核查请求'),
  missingFacts: z.array(z.enum(factKinds)).readonly().describe('七类中尚缺的类别'),
  vetoed: z.boolean().describe('有无否决项'),
  unansweredAttention: z.array(z.enum(factKinds)).readonly().describe('尚未说明处理意见的关注项'),
  policy: z.looseObject({}).describe('受理时所依的本地政策：审核层级、确认、回避、期限'),
  chain: z.array(step).readonly().describe('本申请须依次办理的环节'),
  voluntary: z.array(step).readonly().describe('政策未要求、已加办的审核层级，依办理次序'),
  voluntaryNext: step.optional().describe('列入推荐清单之前还可加办的下一层级'),
  claim: z
    .object({
      by: person.describe('认领人'),
      at: z.string().describe('认领时间，UTC'),
      until: z.string().describe('到期时间，UTC'),
    })
    .optional()
    .describe('现由何人认领'),
  blocks: z
    .array(
      z.looseObject({
        blockId: z.string().describe('限制名单条目编号'),
        kindLabel: z.string().describe('类别名称'),
        source: z.string().describe('依据'),
        ground: z.string().describe('触及的内容'),
      }),
    )
    .readonly()
    .optional()
    .describe('触及的限制名单，待人工核实'),
  releases: z
    .array(
      z.looseObject({
        by: person.describe('办理人'),
        at: z.string().describe('放行时间，UTC'),
        reason: z.string().describe('理由'),
        blockIds: z.array(z.string()).readonly().describe('放行的条目编号'),
      }),
    )
    .readonly()
    .describe('核实后放行的记录'),
  withdrawal: z
    .looseObject({
      reason: z.string().describe('撤回的原因'),
      withdrawnOn: z.string().describe('撤回日期'),
    })
    .optional()
    .describe('企业撤回的原因与日期'),
  steps: z
    .array(
      z.looseObject({
        step: z.string().describe('环节'),
        stepLabel: z.string().describe('环节名称'),
        outcome: z.string().describe('结果：pass 通过、return 退回、refuse 拒绝'),
        outcomeLabel: z.string().describe('结果名称'),
        by: person.describe('办理人'),
        at: z.string().describe('办理时间，UTC'),
        opinion: z.string().describe('意见'),
      }),
    )
    .readonly()
    .describe('已办环节，依办理次序'),
  listId: z.string().optional().describe('所在推荐清单'),
  rounds: z
    .array(
      z.looseObject({
        ...roundFields,
        levels: z.array(z.string()).readonly().describe('须经的审核层级'),
        begunOn: z.string().describe('开始日期'),
        listId: z.string().optional().describe('所上的推荐清单'),
      }),
    )
    .readonly()
    .optional()
    .describe('修复后再次推荐的各轮：辅导事项、须经层级、优先银行与所上清单'),
  waitingRounds: z
    .array(z.looseObject(roundFields))
    .readonly()
    .optional()
    .describe('本轮清单签发后接着办理的再次推荐：辅导事项与优先银行'),
  recommendedOn: z.string().optional().describe('推荐日期'),
  ...removalFields,
  ending: z
    .looseObject({
      level: z.string().describe('层级'),
      levelLabel: z.string().describe('层级名称'),
      on: z.string().describe('日期'),
      missing: z.array(z.string()).readonly().optional().describe('退回的：须补正的内容'),
      criterion: z.string().optional().describe('拒绝的：未符合的标准'),
      criterionLabel: z.string().optional().describe('拒绝的：标准名称'),
      problem: z.string().optional().describe('拒绝的：具体问题'),
      advice: z.string().optional().describe('拒绝的：改进建议'),
    })
    .optional()
    .describe('退回或拒绝的层级、内容与日期'),
})

/** Answers one case with its facts, steps and standing (C1, C2). */
export const readCase = endpoint<Deps>()(service.routes.readCase, {
  params: applicationParams,
  result: resultSchema,
  discloses: {
    of: 'credit',
    subjectOf: ({ result }) => subjectOf(result),
  },
  run: async ({ params, caller, now }, { table }) => {
    const { state } = await load(table, caseAggregate, params.applicationId)
    if (state.status === 'none') return notFound('该申请的审核事项')
    const away = outsideCase(state, caller)
    return away ? refused(away.refusal) : answer(caseView(state, now))
  },
})
