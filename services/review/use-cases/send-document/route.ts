import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { documentAggregate, documentIdOf } from '../../domain/document.ts'
import { personOf } from '../../domain/person.ts'
import { lineOf } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { correctsSchema, recordRegion } from '../read-meetings/shapes.ts'
import { organisationIdSchema } from '../read-organisations/shapes.ts'
import { sendDocument as decide } from './decide.ts'

/** Puts a document that was sent out on record, with its recipients (A5). */
export const sendDocument = endpoint<Deps>()(service.routes.sendDocument, {
  body: z.strictObject({
    regionCode: recordRegion,
    number: lineOf(60).describe('发文字号，2 至 60 字'),
    title: lineOf(200).describe('标题，2 至 200 字'),
    issuer: organisationIdSchema.describe('发文单位的标识'),
    issuedOn: daySchema.describe('发文日期 YYYY-MM-DD，不晚于今天'),
    recipients: z
      .array(organisationIdSchema.describe('主送、抄送单位的标识'))
      .min(1, '至少 1 个收文单位')
      .max(200, '至多 200 个收文单位')
      .refine(all => new Set(all).size === all.length, '收文单位重复')
      .describe('收文单位，1 至 200 个'),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, '须为 64 位小写十六进制')
      .describe('文件全文的 SHA-256，64 位小写十六进制'),
    corrects: correctsSchema,
  }),
  result: z.object({
    documentId: z.string().describe('发文记录编号'),
    recipients: z.int().describe('收文单位数'),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    const { corrects, ...rest } = body
    const named = { ...rest, ...(corrects ? { corrects } : {}) }
    const earlier = corrects ? (await load(table, documentAggregate, corrects)).state : undefined
    const documentId = documentIdOf(named)
    const file = { ...named, documentId, recordedBy: personOf(caller), recordedAt: now }
    const corrected = earlier && earlier.status !== 'none' ? earlier : undefined
    return answerOf(
      await execute(table, documentAggregate, {
        id: documentId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { file, corrected }),
      }),
    )
  },
})
