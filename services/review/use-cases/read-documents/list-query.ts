import * as z from 'zod'
import { outside } from '#shared/http/caller.ts'
import { endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { documentListKey, documentsToKey } from '../../domain/document.ts'
import { pageOf, pageQuery, pageResult } from '../../paged.ts'
import { service } from '../../service.ts'
import { listRegion } from '../read-meetings/shapes.ts'
import { documentRow, ownDocumentRow } from './shapes.ts'

/** Lists the documents that a region and its subtree sent out, latest first (A5). */
export const listDocuments = endpoint<Deps>()(service.routes.listDocuments, {
  query: z.strictObject({ region: listRegion, ...pageQuery }),
  result: pageResult(documentRow, '发文，近者在前'),
  run: async ({ query: { region, ...page }, caller }, { table }) => {
    const away = outside(caller, region)
    if (away) return refused(away)
    return await pageOf(table, { pk: documentListKey(region), newestFirst: true, ...page }, documentRow)
  },
})

/** Lists the documents sent to the caller's own organisation, latest first (A5). */
export const listOwnDocuments = endpoint<Deps>()(service.routes.listOwnDocuments, {
  query: z.strictObject(pageQuery),
  result: pageResult(ownDocumentRow, '发给本单位的文，近者在前'),
  run: async ({ query, caller }, { table }) =>
    await pageOf(table, { pk: documentsToKey(caller.org), newestFirst: true, ...query }, ownDocumentRow),
})
