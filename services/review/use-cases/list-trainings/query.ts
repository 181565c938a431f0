import * as z from 'zod'
import { covers } from '#shared/domain/regions.ts'
import { outside } from '#shared/http/caller.ts'
import { endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { personResult } from '../../domain/schemas.ts'
import { attendedListKey, trainingListKey } from '../../domain/training.ts'
import { pageOf, pageQuery, pageResult } from '../../paged.ts'
import { service } from '../../service.ts'
import { listRegion } from '../read-meetings/shapes.ts'

const trainingRow = z.object({
  trainingId: z.string().describe('培训记录编号'),
  regionCode: z.string().describe('区划代码'),
  topic: z.string().describe('培训主题'),
  trainerOrg: z.string().describe('培训单位'),
  heldOn: z.string().describe('培训日期'),
  evidence: z.string().describe('证明材料的编号或存放处'),
  attended: z.int().describe('参训人数'),
  persons: z.array(personResult).readonly().optional().describe('参训人员；按人员查询时不列出他人'),
  corrects: z.string().optional().describe('所更正的记录编号'),
})

/** Lists the trainings of a region and its subtree, or those that one person attended, latest first (A5). */
export const listTrainings = endpoint<Deps>()(service.routes.listTrainings, {
  query: z.strictObject({
    region: listRegion,
    person: z
      .string()
      .max(210)
      .regex(/^[^/]+\/.+$/, '须为“单位标识/人员标识”，如 township-511702104/visitor-1')
      .optional()
      .describe('只列此人参加的培训：单位标识/人员标识'),
    ...pageQuery,
  }),
  result: pageResult(trainingRow, '培训，近者在前'),
  run: async ({ query: { region, person, ...page }, caller }, { table }) => {
    const away = outside(caller, region)
    if (away) return refused(away)
    const slash = person?.indexOf('/') ?? 0
    const pk =
      person === undefined
        ? trainingListKey(region)
        : attendedListKey({ org: person.slice(0, slash), sub: person.slice(slash + 1) })
    // A2: a person may have been trained elsewhere, too; only the region asked for is shown.
    return await pageOf(table, { pk, newestFirst: true, ...page }, trainingRow, row =>
      covers(region, row.regionCode),
    )
  },
})
