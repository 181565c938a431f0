import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { covers } from '#shared/domain/regions.ts'
import { answer, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { blockListAggregate } from '../../domain/block-list.ts'
import { blockKindLabels } from '../../domain/blocks.ts'
import { upwards } from '../../domain/policy-history.ts'
import { personResult } from '../../domain/schemas.ts'
import { service } from '../../service.ts'
import { subjectFields } from './shapes.ts'

/** Answers every entry that holds in a region: its own and those of the regions above it (C8, C9). */
export const listBlocks = endpoint<Deps>()(service.routes.listBlocks, {
  query: z.strictObject({ region: regionCodeSchema }),
  result: z.object({
    items: z
      .array(
        z.looseObject({
          blockId: z.string().describe('条目编号'),
          regionCode: z.string().describe('名单所属区划'),
          kind: z.string().describe('类别'),
          kindLabel: z.string().describe('类别名称'),
          source: z.string().describe('依据'),
          validFrom: z.string().describe('有效的首日'),
          validUntil: z.string().optional().describe('有效的最后一日；长期有效时无此项'),
          ...subjectFields,
          addedBy: personResult.describe('登记人'),
          addedAt: z.string().describe('登记时间，UTC'),
        }),
      )
      .readonly()
      .describe('限制名单条目，含上级区划的'),
  }),
  run: async ({ query: { region }, caller }, { table }) => {
    // A region sees its own subtree, and the lists above it because they hold for it.
    if (!covers(caller.region, region))
      return refused({
        code: 'outside-region',
        detail: `区划 ${region} 不在您的管辖范围（${caller.region}）之内。`,
      })
    const lists = await Promise.all(
      upwards(region).map(async code => (await load(table, blockListAggregate, code)).state),
    )
    return answer({
      items: lists.flat().map(block => ({ ...block, kindLabel: blockKindLabels[block.kind] })),
    })
  },
})
