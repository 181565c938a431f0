import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { personOf } from '../../domain/person.ts'
import { recordIdOf } from '../../domain/record-checks.ts'
import { lineOf, subSchema } from '../../domain/schemas.ts'
import { trainingAggregate } from '../../domain/training.ts'
import { service } from '../../service.ts'
import { correctsSchema, recordRegion } from '../read-meetings/shapes.ts'
import { organisationIdSchema } from '../read-organisations/shapes.ts'
import { recordTraining as decide } from './decide.ts'

/** Puts a training of visitors on record, with its evidence (A5). */
export const recordTraining = endpoint<Deps>()(service.routes.recordTraining, {
  body: z.strictObject({
    regionCode: recordRegion,
    topic: lineOf(100).describe('培训主题，2 至 100 字'),
    trainerOrg: organisationIdSchema.describe('培训单位的标识'),
    heldOn: daySchema.describe('培训日期 YYYY-MM-DD，不晚于今天'),
    attended: z
      .array(
        z
          .strictObject({ org: organisationIdSchema, sub: subSchema.describe('人员标识') })
          .describe('参训人员'),
      )
      .min(1, '至少 1 名参训人员')
      .max(200, '至多 200 名参训人员，超过请分次登记')
      .describe('参训人员，1 至 200 名'),
    evidence: lineOf(200).describe('证明材料的编号或存放处，如签到表、结业证书，2 至 200 字'),
    corrects: correctsSchema,
  }),
  result: z.object({
    trainingId: z.string().describe('培训记录编号'),
    attended: z.int().describe('参训人数'),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    const { corrects, ...rest } = body
    const earlier = corrects ? (await load(table, trainingAggregate, corrects)).state : undefined
    const trainingId = recordIdOf('TR', body.regionCode, cause.key)
    const file = {
      ...{ trainingId, ...rest, recordedBy: personOf(caller), recordedAt: now },
      ...(corrects ? { corrects } : {}),
    }
    const corrected = earlier && earlier.status !== 'none' ? earlier : undefined
    return answerOf(
      await execute(table, trainingAggregate, {
        id: trainingId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { file, corrected }),
      }),
    )
  },
})
