import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { factKinds, factLabels } from '../../domain/facts.ts'
import { applicationParams, organisationSchema } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { requestFacts as decide } from './decide.ts'

const kind = z
  .enum(factKinds)
  .describe(`核查类别：${factKinds.map(code => `${code} ${factLabels[code]}`).join('、')}`)

const unique = (values: readonly string[]): boolean => new Set(values).size === values.length

const bodySchema = z.strictObject({
  kinds: z
    .array(kind)
    .min(1, '至少 1 类')
    .max(9, '至多 9 类')
    .refine(unique, '类别重复')
    .describe('请求核查的类别，1 至 9 类'),
  departments: z
    .array(organisationSchema)
    .min(1, '至少 1 个部门')
    .max(10, '至多 10 个部门')
    .refine(unique, '部门重复')
    .describe('被请求的部门（单位标识），1 至 10 个，同时发出'),
})

/** Asks departments for facts on an application, all at once and with a due day (C1). */
export const requestFacts = endpoint<Deps>()(service.routes.requestFacts, {
  params: applicationParams,
  body: bodySchema,
  result: z.object({
    applicationId: z.string().describe('申请编号'),
    requests: z
      .array(
        z.object({
          requestId: z.string().describe('核查请求编号'),
          kind,
          department: z.string().describe('被请求的部门'),
          dueOn: z.string().describe('应于此日之前（含）报送'),
          dueRule: z.string().describe('期限的算法'),
        }),
      )
      .readonly()
      .describe('已发出的核查请求'),
  }),
  status: 201,
  run: async ({ params, body, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, caseAggregate, {
        id: params.applicationId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
      }),
    ),
})
