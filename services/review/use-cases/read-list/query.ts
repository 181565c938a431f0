import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type BegunList, listAggregate, listStatusLabels } from '../../domain/list.ts'
import { listParams } from '../../domain/schemas.ts'
import { service } from '../../service.ts'

const person = z.object({ org: z.string().describe('单位'), sub: z.string().describe('人员') })

const resultSchema = z.object({
  listId: z.string().describe('推荐清单编号'),
  regionCode: z.string().describe('县（区）代码'),
  status: z.enum(['drafting', 'drafted', 'signed']).describe('状态'),
  statusLabel: z.string().describe('状态名称'),
  rows: z
    .array(z.looseObject({}))
    .readonly()
    .describe('清单各行，次序即签发次序；每行的规范 JSON（键排序、无空白）为 Merkle 叶'),
  digest: z.string().optional().describe('清单摘要：SHA-256 Merkle 根，十六进制'),
  leftOut: z.array(z.looseObject({})).readonly().optional().describe('待签发时给出：未能列入的申请及原因'),
  statement: z.string().optional().describe('签发声明：被签名的全文，UTF-8'),
  signature: z.string().optional().describe('签名，DER，Base64'),
  algorithm: z.string().optional().describe('签名算法'),
  publicKey: z.string().optional().describe('公钥，SPKI，PEM'),
  signedBy: person.optional().describe('签发人'),
  signedAt: z.string().optional().describe('签发时间，UTC'),
  opinion: z.string().optional().describe('签发意见'),
})

const listView = (list: BegunList) => ({
  listId: list.listId,
  regionCode: list.regionCode,
  status: list.status,
  statusLabel: listStatusLabels[list.status],
  rows: list.rows.map(row => ({ ...row })),
  ...(list.status === 'drafting' ? {} : { digest: list.digest }),
  ...(list.status === 'drafted' ? { leftOut: list.leftOut.map(one => ({ ...one })) } : {}),
  ...(list.status === 'signed' ? list.signOff : {}),
})

/** Answers a list with everything that anyone needs to verify it offline (C4). */
export const readList = endpoint<Deps>()(service.routes.readList, {
  params: listParams,
  result: resultSchema,
  run: async ({ params, caller }, { table }) => {
    const { state } = await load(table, listAggregate, params.listId)
    // A bank learns of a list when it is signed, not before.
    if (state.status === 'none' || (caller.role === 'bank' && state.status !== 'signed'))
      return notFound('推荐清单')
    const away = outside(caller, state.regionCode)
    return away ? refused(away) : answer(listView(state))
  },
})
