import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { factFindings, factKinds } from '../../domain/facts.ts'
import { applicationParams, lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { supplyFacts as decide } from './decide.ts'

const factSchema = z.strictObject({
  kind: z
    .enum(factKinds)
    .describe(
      '核查类别：registered-capital 注册资本、operations 经营状况、debt-evasion 逃废债、project-approvals 项目审批信息、industry-environment-policy 产业和环保政策、collateral 抵质押、litigation 涉法涉诉、credit-report 征信报告、public-credit-report 公共信用报告',
    ),
  finding: z
    .enum(factFindings)
    .describe('结论：normal 正常、attention 关注、veto 否决、nothing-on-file 无记录'),
  detail: lineOf(500).optional().describe('具体情况，2 至 500 字，不写个人信息；结论为关注或否决的必填'),
  source: lineOf(100).describe('信息来源，2 至 100 字，如登记系统或查询平台名称'),
  observedOn: daySchema.describe('查得日期 YYYY-MM-DD（北京时间），不晚于今天'),
})

const needsDetail: readonly string[] = ['attention', 'veto']

const bodySchema = z.strictObject({
  facts: z
    .array(factSchema)
    .min(1, '至少报送 1 类')
    .max(9, '至多报送 9 类')
    .describe('核查情况，1 至 9 类，每类一条')
    .superRefine((facts, context) => {
      for (const [index, { kind, finding, detail }] of facts.entries()) {
        if (facts.findIndex(fact => fact.kind === kind) < index)
          context.addIssue({ code: 'custom', path: [index, 'kind'], message: '同一类别在一次报送中重复' })
        // C1: who is to weigh it, or to lift it, must know what it is.
        if (needsDetail.includes(finding) && detail === undefined)
          context.addIssue({
            code: 'custom',
            path: [index, 'detail'],
            message: '结论为 attention 关注或 veto 否决的，须写明具体情况',
          })
      }
    }),
})

/** Records what a department found on an application, kind by kind (C1). */
export const supplyFacts = endpoint<Deps>()(service.routes.supplyFacts, {
  params: applicationParams,
  body: bodySchema,
  result: z.object({
    applicationId: z.string().describe('申请编号'),
    supplied: z.int().describe('本次报送条数'),
    missing: z.array(z.enum(factKinds)).readonly().describe('七类中尚无部门报送的类别'),
  }),
  status: 201,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { facts: body.facts, by: caller, at: now }),
      }),
    ),
})
