import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { addWorkingDays, shanghaiDay } from '#shared/domain/days.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { notACounty } from '../../domain/county.ts'
import { type Status, statusLabels, stepAt, steps } from '../../domain/stages.ts'
import { service } from '../../service.ts'
import { countedAtMost, countsOf } from './counts.ts'

/** The stages in which somebody has something to do. */
const baskets = [
  'held',
  'task-force-review',
  'bank-review',
  'leader-review',
  'confirmation',
  'awaiting-list',
] as const satisfies readonly Status[]

const roleOf = (stage: Status) => {
  const step = stepAt(stage)
  return step === undefined ? 'task-force' : steps[step].role
}

const daysBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000))

/** Answers a county's work by stage: how much, how old, what is due; key chains first (C1, C5). */
export const readBaskets = endpoint<Deps>()(service.routes.readBaskets, {
  query: z.strictObject({ region: regionCodeSchema.describe('县（区）六位代码，或市直管功能区代码') }),
  result: z.object({
    regionCode: z.string().describe('县（区）代码'),
    on: z.string().describe('统计日期（北京时间）'),
    baskets: z
      .array(
        z.object({
          stage: z.string().describe('阶段'),
          stageLabel: z.string().describe('阶段名称'),
          yours: z.boolean().describe('是否由您的角色办理'),
          count: z.int().describe(`件数；至多计到 ${countedAtMost}`),
          more: z.boolean().describe('件数超过所计上限'),
          keyChainCount: z.int().describe('所计之中属重点产业链的件数'),
          oldestDays: z.int().nullable().describe('最早申报的一件距今天数；无件时为空'),
          nearDue: z.int().describe('部门核查请求在两个工作日内（含）到期的件数'),
          overdue: z.int().describe('部门核查请求已逾期的件数'),
          first: z
            .array(z.looseObject({ applicationId: z.string().describe('申请编号') }))
            .readonly()
            .describe('应先办的至多 5 件：重点产业链在前，申报早的在前'),
        }),
      )
      .readonly()
      .describe('各阶段的待办'),
  }),
  run: async ({ query: { region }, caller, now }, { table }) => {
    const wrong = notACounty(region, '?region')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, region)
    if (away) return refused(away)
    const today = shanghaiDay(now)
    const days = { today, nearUntil: addWorkingDays(today, 2) }
    const counted = await Promise.all(
      baskets.map(async stage => {
        const { oldestDeclaredOn, first, ...counts } = await countsOf(table, region, stage, days)
        return {
          stage,
          stageLabel: statusLabels[stage],
          yours: roleOf(stage) === caller.role,
          ...counts,
          oldestDays: oldestDeclaredOn === undefined ? null : daysBetween(oldestDeclaredOn, today),
          first: first.map(row => ({ ...row, applicationId: String(row.applicationId) })),
        }
      }),
    )
    return answer({ regionCode: region, on: today, baskets: counted })
  },
})
