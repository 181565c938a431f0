import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { findRegion, nation } from '#shared/domain/regions.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import { readYield, type YieldFigure, type YieldRow, yieldFigures } from '../../coaching-yield.ts'
import type { Deps } from '../../deps.ts'
import { problemClassCodes, problemClasses, problemClassSchema } from '../../domain/problem-classes.ts'
import { service } from '../../service.ts'

const figures = {
  opened: z.int().describe('进入辅导的件数'),
  repaired: z.int().describe('已修复的件数'),
  givenUp: z.int().describe('未能修复的件数'),
  recommendedAgain: z.int().describe('其后再次推荐的件数'),
}

const sumOf = (rows: readonly YieldRow[]) =>
  Object.fromEntries(
    yieldFigures.map(figure => [figure, rows.reduce((sum, row) => sum + (row[figure] ?? 0), 0)]),
  ) as { readonly [F in YieldFigure]: number }

/** Answers what coaching yields, per class of problem; the cost follows the counties, not the coachings (F1). */
export const coachingYield = endpoint<Deps>()(service.routes.coachingYield, {
  query: z.strictObject({ region: regionCodeSchema.describe('省、市、县（区）或功能区代码') }),
  result: z.object({
    regionCode: z.string().describe('区划代码'),
    total: z.object(figures).describe('合计'),
    classes: z
      .array(
        z.object({ problemClass: problemClassSchema, label: z.string().describe('类别名称'), ...figures }),
      )
      .readonly()
      .describe('逐类成效，十五类'),
  }),
  run: async ({ query: { region }, caller }, { table }) => {
    if (!findRegion(region) || region === nation) {
      const detail = '请填写省、市、县（区）或功能区的代码'
      return refused({
        code: 'validation-failed',
        detail,
        errors: [{ pointer: '?region', code: 'region-unknown', detail }],
      })
    }
    const away = outside(caller, region)
    if (away) return refused(away)
    const rows = await readYield(table, region)
    const classes = problemClassCodes.map(code => ({
      problemClass: code,
      label: problemClasses[code].label,
      ...sumOf(rows.filter(({ problemClass }) => problemClass === code)),
    }))
    return answer({ regionCode: region, total: sumOf(rows), classes })
  },
})
