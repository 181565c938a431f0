import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { meetingAggregate } from '../../domain/meeting.ts'
import { personOf } from '../../domain/person.ts'
import { recordIdOf } from '../../domain/record-checks.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { correctsSchema, meetingKindSchema, recordRegion } from '../read-meetings/shapes.ts'
import { organisationIdSchema } from '../read-organisations/shapes.ts'
import { recordMeeting as decide } from './decide.ts'

const distinct = (all: readonly string[]) => new Set(all).size === all.length

/** Puts a meeting on record, with who called it and what was decided (A5). */
export const recordMeeting = endpoint<Deps>()(service.routes.recordMeeting, {
  body: z.strictObject({
    regionCode: recordRegion,
    kind: meetingKindSchema,
    title: lineOf(100).describe('会议名称，2 至 100 字'),
    calledBy: organisationIdSchema.describe('召集单位的标识'),
    heldOn: daySchema.describe('会议日期 YYYY-MM-DD，不晚于今天'),
    attendees: z
      .array(organisationIdSchema.describe('参会单位的标识'))
      .min(1, '至少 1 个参会单位')
      .max(100, '至多 100 个参会单位')
      .refine(distinct, '参会单位重复')
      .describe('参会单位，1 至 100 个'),
    agenda: z
      .array(lineOf(200).describe('一项议题，2 至 200 字'))
      .min(1, '至少 1 项议题')
      .max(20, '至多 20 项议题')
      .describe('议题，1 至 20 项；不写企业与个人的信息'),
    decisions: z
      .array(
        z.strictObject({
          what: lineOf(500).describe('议定事项，2 至 500 字'),
          responsible: organisationIdSchema.describe('责任单位的标识'),
          dueOn: daySchema.describe('办结期限 YYYY-MM-DD，不早于会议日期'),
        }),
      )
      .max(30, '至多 30 项')
      .describe('议定事项，至多 30 项；没有时填空数组'),
    corrects: correctsSchema,
  }),
  result: z.object({ meetingId: z.string().describe('会议记录编号') }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    const { corrects, ...rest } = body
    const earlier = corrects ? (await load(table, meetingAggregate, corrects)).state : undefined
    const meetingId = recordIdOf('MT', body.regionCode, cause.key)
    const file = {
      ...{ meetingId, ...rest, recordedBy: personOf(caller), recordedAt: now },
      ...(corrects ? { corrects } : {}),
    }
    const corrected = earlier && earlier.status !== 'none' ? earlier : undefined
    return answerOf(
      await execute(table, meetingAggregate, {
        id: meetingId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { file, corrected }),
      }),
    )
  },
})
