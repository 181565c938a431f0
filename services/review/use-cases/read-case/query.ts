import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { applicationProfileSchema } from '#shared/contracts/parts.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { outsideCase } from '../../domain/case-guards.ts'
import { factFindings, factKinds } from '../../domain/facts.ts'
import { applicationParams } from '../../domain/schemas.ts'
import { statuses } from '../../domain/stages.ts'
import { service } from '../../service.ts'
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
  missingFacts: z.array(z.enum(factKinds)).readonly().describe('七类中尚缺的类别'),
  vetoed: z.boolean().describe('有无否决项'),
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
  recommendedOn: z.string().optional().describe('推荐日期'),
  ending: z.looseObject({}).optional().describe('退回或拒绝的层级、内容与日期'),
})

/** Answers one case with its facts, steps and standing (C1, C2). */
export const readCase = endpoint<Deps>()(service.routes.readCase, {
  params: applicationParams,
  result: resultSchema,
  run: async ({ params, caller }, { table }) => {
    const { state } = await load(table, caseAggregate, params.applicationId)
    if (state.status === 'none') return notFound('该申请的审核事项')
    const away = outsideCase(state, caller)
    return away ? refused(away.refusal) : answer(caseView(state))
  },
})
