import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { blockStatementOf, sharedEntries } from '../../domain/block-file.ts'
import { blockListAggregate } from '../../domain/block-list.ts'
import { service } from '../../service.ts'
import { subjectFields } from '../manage-blocks/shapes.ts'
import { entriesInAFile } from './shapes.ts'

/** Answers a region's own block list as a signed file that another region can take over (C9). */
export const exportBlocks = endpoint<Deps>()(service.routes.exportBlocks, {
  query: z.strictObject({
    region: regionCodeSchema,
    after: z.coerce
      .number()
      .int()
      .min(0)
      .default(0)
      .describe(`自第几条之后起；一个文件至多 ${entriesInAFile} 条，多者分次导出`),
  }),
  result: z.looseObject({
    regionCode: z.string().describe('名单所出的区划'),
    issuedAt: z.string().describe('签发时间，UTC'),
    entries: z
      .array(
        z.looseObject({
          blockId: z.string().describe('条目编号'),
          kind: z.string().describe('类别'),
          source: z.string().describe('依据'),
          validFrom: z.string().describe('有效的首日'),
          validUntil: z.string().optional().describe('有效的最后一日；长期有效时无此项'),
          ...subjectFields,
        }),
      )
      .readonly()
      .describe('本级登记且仍有效的条目'),
    statement: z.string().describe('声明：被签名的全文'),
    signature: z.string().describe('签名，DER，Base64'),
    algorithm: z.string().describe('签名算法'),
    publicKey: z.string().describe('公钥，SPKI，PEM；其 DER 的 SHA-256 即指纹，另行告知对方'),
  }),
  run: async ({ query: { region, after }, caller, now }, { table, signer }) => {
    const away = outside(caller, region)
    if (away) return refused(away)
    const { state } = await load(table, blockListAggregate, region)
    const entries = sharedEntries(state, shanghaiDay(now)).slice(after, after + entriesInAFile)
    if (entries.length === 0) return notFound('可共享的限制名单条目')
    const content = { regionCode: region, issuedAt: now, entries }
    const statement = blockStatementOf(content)
    return answer({ ...content, statement, ...(await signer.sign(statement)) })
  },
})
