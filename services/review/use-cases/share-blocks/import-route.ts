import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { findRegion } from '#shared/domain/regions.ts'
import { outside } from '#shared/http/caller.ts'
import { answerOf, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { blockListAggregate } from '../../domain/block-list.ts'
import { service } from '../../service.ts'
import { importBlocks as decide } from './decide.ts'
import { blockFileSchema } from './shapes.ts'

/** Takes over another region's signed block list; the key's fingerprint comes by another way than the file (C9). */
export const importBlocks = endpoint<Deps>()(service.routes.importBlocks, {
  body: z.strictObject({
    regionCode: regionCodeSchema.describe('引入到哪一区划的名单'),
    keyFingerprint: z
      .string()
      .regex(/^[0-9a-f]{64}$/, '须为 64 位小写十六进制')
      .describe('对方公钥指纹：公钥 DER 的 SHA-256，须由文件之外的途径得知'),
    file: blockFileSchema.describe('对方导出的名单文件，原样'),
  }),
  result: z.object({
    regionCode: z.string().describe('引入到的区划'),
    from: z.string().describe('名单所出的区划'),
    added: z.int().describe('新引入的条数'),
    already: z.int().describe('先前已引入的条数'),
  }),
  status: 201,
  run: async ({ body, caller, cause, now }, { table }) => {
    const away = outside(caller, body.regionCode)
    if (away) return refused(away)
    if (!findRegion(body.regionCode)) return notFound('该区划')
    return answerOf(
      await execute(table, blockListAggregate, {
        id: body.regionCode,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { ...body, by: caller, at: now }),
      }),
    )
  },
})
