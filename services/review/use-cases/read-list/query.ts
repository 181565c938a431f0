import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { type BegunList, candidatesOf, listAggregate, listStatusLabels } from '../../domain/list.ts'
import { removalsKey } from '../../domain/removal-views.ts'
import { listParams } from '../../domain/schemas.ts'
import { signedFields } from '../../domain/signed-fields.ts'
import { readLeftOut, readRows } from '../../list-store.ts'
import { service } from '../../service.ts'
import { leftOutRow, signedRow } from './shapes.ts'

const removal = z.looseObject({
  applicationId: z.string().describe('申请编号'),
  reason: z.string().describe('移出原因代码'),
  reasonLabel: z.string().describe('移出原因'),
  detail: z.string().describe('具体情况'),
  removedOn: z.string().describe('移出日期'),
})

const resultSchema = z.object({
  listId: z.string().describe('推荐清单编号'),
  regionCode: z.string().describe('县（区）代码'),
  status: z.enum(['drafting', 'empty', 'drafted', 'signed']).describe('状态'),
  statusLabel: z.string().describe('状态名称'),
  candidates: z.int().describe('拟列入的户数'),
  totalRows: z.int().describe('已列入的户数'),
  firstRow: z.int().describe('本页首行的位次，自 0 起'),
  rows: z
    .array(signedRow)
    .readonly()
    .describe('清单各行，草拟完成后给出，次序即签发次序；每行的规范 JSON（键排序、无空白）为 Merkle 叶'),
  nextCursor: z
    .string()
    .optional()
    .describe('还有下一页时给出；各页存入一个文件夹可用 npm run verify-list 一并验证'),
  leftOut: z
    .array(leftOutRow)
    .readonly()
    .optional()
    .describe('待签发时给出：未能列入的申请及原因，至多 1000 户'),
  removals: z
    .array(removal)
    .readonly()
    .describe('签发后移出的申请，至多列出 1000 户；清单各行保持签发时的原样'),
  ...signedFields.partial().shape,
})

/** Eight parts, some 1 MB: far below the 6 MB that an answer may have. */
const partsInAPage = 8
const shown = 1000

const pageAt = (cursor: string | undefined, parts: number): number | undefined => {
  if (cursor === undefined) return 0
  const at = Number(/^part-(\d{1,4})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1] ?? Number.NaN)
  return at > 0 && at < parts ? at : undefined
}

const listView = async (table: CommitTable, list: BegunList, from: number) => {
  const parts = list.status === 'drafted' || list.status === 'signed' ? list.parts : []
  const before = parts.slice(0, from).reduce((sum, { count }) => sum + count, 0)
  const next = from + partsInAPage
  const leftOutIn = list.claimed.filter(({ leftOut }) => leftOut > 0)
  const removals =
    list.status === 'signed' ? await table.list({ pk: removalsKey(list.listId), limit: shown }) : undefined
  return {
    listId: list.listId,
    regionCode: list.regionCode,
    status: list.status,
    statusLabel: listStatusLabels[list.status],
    candidates: candidatesOf(list),
    totalRows: list.claimed.reduce((sum, { rows }) => sum + rows, 0),
    firstRow: before,
    rows: (await readRows(table, list.listId, parts.slice(from, next))).map(row => ({ ...row })),
    ...(next < parts.length ? { nextCursor: Buffer.from(`part-${next}`).toString('base64url') } : {}),
    ...('digest' in list ? { digest: list.digest } : {}),
    ...(list.status === 'drafted'
      ? {
          leftOut: (await readLeftOut(table, list.listId, leftOutIn))
            .slice(0, shown)
            .map(one => ({ ...one })),
        }
      : {}),
    removals: removals && removals !== 'bad-cursor' ? removals.items.map(item => removal.parse(item)) : [],
    ...(list.status === 'signed' ? list.signOff : {}),
  }
}

/** Answers a list with everything that anyone needs to verify it offline; a long one in pages (C4). */
export const readList = endpoint<Deps>()(service.routes.readList, {
  params: listParams,
  query: z.strictObject({
    cursor: z.string().max(100).optional().describe('上一页回答中的 nextCursor；一页至多 1024 户'),
  }),
  result: resultSchema,
  discloses: {
    of: 'credit',
    subjectOf: ({ result: { listId, regionCode, rows } }) => ({
      code: listId,
      regionCode,
      rows: rows.length,
    }),
  },
  run: async ({ params, query, caller }, { table }) => {
    const { state } = await load(table, listAggregate, params.listId)
    if (state.status === 'none') return notFound('推荐清单')
    const away = outside(caller, state.regionCode)
    if (away) return refused(away)
    const from = pageAt(query.cursor, 'parts' in state ? state.parts.length : 0)
    if (from === undefined)
      return refused({
        code: 'validation-failed',
        detail: '翻页游标无效，请使用上一页回答中的 nextCursor。',
        errors: [{ pointer: '?cursor', code: 'bad-cursor', detail: '不是本清单给出的游标' }],
      })
    return answer(await listView(table, state, from))
  },
})
