import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { answerOf, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { service } from '../../service.ts'
import { startImport as decide } from './decide.ts'
import { importDefinition, keysOf } from './import.ts'
import { importIdParams, isOwn } from './progress.ts'

/** Hands the uploaded file to the schedule, which takes its rows (B1). */
export const startImport = endpoint<Deps>()(service.routes.startImport, {
  params: importIdParams,
  result: z.object({
    importId: z.string(),
    status: z.string().describe('running 正在导入；已处理完的为 finished 或 failed'),
  }),
  run: async ({ params: { importId }, caller, cause, now }, { table, objects }) => {
    const { state } = await load(table, importDefinition, importId)
    if (!isOwn(state, caller)) return notFound('导入任务')
    const uploaded = await objects.stat(keysOf(state).source)
    const execution = await execute(table, importDefinition, {
      id: importId,
      cause,
      actor: caller,
      now,
      decide: latest => decide(latest, { uploaded, now }),
    })
    return answerOf(execution, result => result.importId)
  },
})
