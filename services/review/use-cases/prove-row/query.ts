import * as z from 'zod'
import { load } from '#shared/commits/execute.ts'
import { outside } from '#shared/http/caller.ts'
import { answer, endpoint, notFound, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { caseAggregate } from '../../domain/case.ts'
import { type BegunList, listAggregate } from '../../domain/list.ts'
import { rankOf } from '../../domain/list-row.ts'
import { leafOf, pathOf } from '../../domain/merkle.ts'
import { applicationParams, listParams } from '../../domain/schemas.ts'
import { signedFields } from '../../domain/signed-fields.ts'
import { readRows } from '../../list-store.ts'
import { service } from '../../service.ts'
import { signedRow } from '../read-list/shapes.ts'

type Signed = Extract<BegunList, { status: 'signed' }>

/** C4: one part and the roots of the others are enough, however long the list is. */
const proofOf = async (table: Deps['table'], list: Signed, applicationId: string) => {
  const { state } = await load(table, caseAggregate, applicationId)
  if (state.status === 'none') return undefined
  const rank = rankOf(state.file.profile)
  const at = list.parts.findIndex(({ lastRank }) => rank <= lastRank)
  const part = list.parts[at]
  if (!part) return undefined
  const rows = await readRows(table, list.listId, [part])
  const within = rows.findIndex(row => row.applicationId === applicationId)
  const row = rows[within]
  if (!row) return undefined
  const path = [
    ...pathOf(rows.map(leafOf), within),
    ...pathOf(
      list.parts.map(({ root }) => root),
      at,
    ),
  ]
  const index = list.parts.slice(0, at).reduce((sum, { count }) => sum + count, 0) + within
  return { index, row: { ...row }, path }
}

/** Proves offline that one application stands on a signed list, without showing the others (C4, H3). */
export const proveRow = endpoint<Deps>()(service.routes.proveRow, {
  params: z.strictObject({ ...listParams.shape, ...applicationParams.shape }),
  result: z.object({
    listId: z.string().describe('推荐清单编号'),
    regionCode: z.string().describe('县（区）代码'),
    totalRows: z.int().describe('清单户数'),
    index: z.int().describe('该户在清单中的位次，自 0 起'),
    row: signedRow.describe('该户在清单中的一行，如签发时'),
    path: z.array(z.string()).readonly().describe('由该行至清单摘要的相邻节点，自下而上，十六进制'),
    ...signedFields.shape,
  }),
  discloses: {
    of: 'credit',
    subjectOf: ({ result: { row, regionCode } }) => ({ code: row.uscc, regionCode }),
  },
  run: async ({ params, caller }, { table }) => {
    const { state } = await load(table, listAggregate, params.listId)
    if (state.status !== 'signed') return notFound('已签发的推荐清单')
    const away = outside(caller, state.regionCode)
    if (away) return refused(away)
    const proof = await proofOf(table, state, params.applicationId)
    if (!proof) return notFound('该申请在此推荐清单上的记录')
    const { listId, regionCode, rows, digest, signOff } = state
    return answer({ listId, regionCode, totalRows: rows, ...proof, digest, ...signOff })
  },
})
