import { load } from '#shared/commits/execute.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { service } from '../../service.ts'
import { importDefinition, keysOf } from './import.ts'
import { importIdParams, isOwn, progressOf, progressSchema } from './progress.ts'

const downloadSeconds = 15 * 60

/** How far an import is, what its rows came to, and where its errors can be fetched (B1). */
export const getImport = endpoint<Deps>()(service.routes.getImport, {
  params: importIdParams,
  result: progressSchema,
  run: async ({ params: { importId }, caller }, { table, objects }) => {
    const { state } = await load(table, importDefinition, importId)
    if (!isOwn(state, caller)) return notFound('导入任务')
    const hasSheet = state.status === 'finished' && state.errorSheet
    const url = hasSheet ? await objects.downloadUrl(keysOf(state).errorSheet, downloadSeconds) : undefined
    return answer(progressOf(state, url), importId)
  },
})
