import * as z from 'zod'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { notACounty } from '../../domain/county.ts'
import { service } from '../../service.ts'
import { draft } from './draft.ts'

const bodySchema = z.strictObject({
  regionCode: regionCodeSchema.describe('县（区）六位代码，或市直管功能区代码'),
  applicationIds: z
    .array(z.string().min(1).max(80).describe('申请编号'))
    .min(1, '至少 1 户；不填此项则列入该县（区）全部待列入的申请')
    .max(500, '一次至多指定 500 户')
    .superRefine((ids, context) => {
      for (const [index, id] of ids.entries())
        if (ids.indexOf(id) < index)
          context.addIssue({ code: 'custom', path: [index], message: '申请编号重复' })
    })
    .optional()
    .describe(
      '指定列入的申请，1 至 500 户；不填则为该县（区）全部待列入的申请，重点产业链在前，一单至多 10000 户',
    ),
})

/** Drafts a county's recommended list from the applications that wait for one (C4, C5). */
export const draftList = endpoint<Deps>()(service.routes.draftList, {
  body: bodySchema,
  result: z.object({
    listId: z.string().describe('推荐清单编号'),
    regionCode: z.string().describe('县（区）代码'),
    status: z
      .enum(['building', 'ready'])
      .describe('building 草拟中，系统会接着办完，也可用同一 Idempotency-Key 再次提交以推进；ready 待签发'),
    candidates: z.int().describe('拟列入的户数'),
    rows: z.int().describe('已列入的户数'),
    digest: z
      .string()
      .optional()
      .describe('清单摘要：各行规范 JSON 的 SHA-256 Merkle 根，十六进制；草拟完成后给出'),
    leftOut: z
      .array(
        z.object({
          applicationId: z.string().describe('申请编号'),
          code: z.string().describe('原因代码'),
          detail: z.string().describe('原因'),
        }),
      )
      .readonly()
      .describe('未能列入的申请及原因，至多列出 1000 户'),
    leftOutTotal: z.int().describe('未能列入的户数'),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const wrong = notACounty(body.regionCode, '/regionCode')
    if (wrong) return refused({ code: 'validation-failed', detail: wrong.detail, errors: [wrong] })
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    const { regionCode, applicationIds } = body
    return answerOf(await draft(table, { regionCode, applicationIds, by: caller, cause, now }))
  },
})
