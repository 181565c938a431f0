import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { closedList, daySchema, regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { dueAfterWorkingDays, shanghaiDay } from '#shared/domain/days.ts'
import { countyOf, isTownship } from '#shared/domain/regions.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { notACounty } from '../../domain/county.ts'
import { personOf } from '../../domain/person.ts'
import { lineOf } from '../../domain/schemas.ts'
import { slipAggregate, slipIdOf, slipKinds, slipSourceLabels } from '../../domain/slip.ts'
import { service } from '../../service.ts'
import { openSlip as decide } from './decide.ts'

const common = {
  regionCode: regionCodeSchema.describe('问题所在的县（区）、功能区或乡镇（街道）代码'),
  applicationId: z.string().min(1).max(80).optional().describe('所涉申请编号'),
  source: closedList('问题来源', slipSourceLabels),
  problem: lineOf(500).describe('具体问题，2 至 500 字，不写个人信息'),
  proposal: lineOf(500).describe('处理建议，2 至 500 字'),
  departments: z
    .array(z.string().trim().min(2).max(80).describe('承办单位代码'))
    .min(1, '至少 1 个承办单位')
    .max(5, '至多 5 个承办单位')
    .refine(orgs => new Set(orgs).size === orgs.length, '承办单位重复')
    .describe('承办单位代码，1 至 5 个，同时办理'),
  workingDays: z
    .int()
    .min(1)
    .max(30)
    .optional()
    .describe('办理期限，单位：工作日，1 至 30；缺省：绿色通道 3、并联审批 10、容缺受理 5'),
}

const bodySchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...common, kind: z.literal('green-channel').describe('绿色通道') }),
    z.strictObject({ ...common, kind: z.literal('parallel-approval').describe('并联审批') }),
    z.strictObject({
      ...common,
      kind: z.literal('tolerance-acceptance').describe('容缺受理'),
      promise: z
        .strictObject({
          missing: z
            .array(lineOf(100).describe('一项暂缺的材料，2 至 100 字'))
            .min(1, '至少 1 项暂缺的材料')
            .max(20, '至多 20 项')
            .describe('暂缺的材料，1 至 20 项'),
          reference: lineOf(100).describe('信用承诺书的编号，2 至 100 字'),
          supplyBy: daySchema.describe('承诺补齐的日期 YYYY-MM-DD，晚于今天'),
        })
        .describe('申请人的信用承诺，容缺受理必填'),
    }),
  ],
  {
    error:
      '办理方式须为 green-channel（绿色通道）、parallel-approval（并联审批）或 tolerance-acceptance（容缺受理）',
  },
)

const invalid = (pointer: string, code: string, detail: string) =>
  refused({ code: 'validation-failed', detail, errors: [{ pointer, code, detail }] })

/** The entity behind an application of this county. */
const entityOf = async (
  table: Deps['table'],
  applicationId: string,
  regionCode: string,
): Promise<string | undefined> => {
  const { state } = await load(table, caseAggregate, applicationId)
  return state.status === 'none' || state.file.profile.regionCode !== regionCode
    ? undefined
    : state.file.profile.uscc
}

/** Opens a slip for one or several departments (F2). */
export const openSlip = endpoint<Deps>()(service.routes.openSlip, {
  body: bodySchema,
  result: z.object({
    slipId: z.string().describe('批分单编号'),
    dueOn: z.string().describe('办理期限'),
    dueRule: z.string().describe('期限的计算依据'),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const { regionCode: place, applicationId, workingDays, ...rest } = body
    const regionCode = countyOf(place) ?? place
    const wrong = notACounty(isTownship(place) ? regionCode : place, '/regionCode')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, place)
    if (away) return refused(away)
    const uscc = applicationId ? await entityOf(table, applicationId, regionCode) : undefined
    if (applicationId && !uscc)
      return invalid('/applicationId', 'unknown-application', '该县（区）没有这个申请编号的审核事项')
    const slipId = slipIdOf(regionCode, cause.key)
    const days = workingDays ?? slipKinds[rest.kind].workingDays
    const today = shanghaiDay(now)
    const file = {
      slipId,
      regionCode,
      ...(isTownship(place) ? { townshipCode: place } : {}),
      ...(applicationId ? { applicationId } : {}),
      ...(uscc ? { uscc } : {}),
      ...rest,
      workingDays: days,
      due: dueAfterWorkingDays(today, days),
      openedBy: personOf(caller),
      openedOn: today,
    }
    return answerOf(
      await execute(table, slipAggregate, {
        id: slipId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { file, at: now }),
      }),
    )
  },
})
