import * as z from 'zod'
import { execute } from '#shared/commits/execute.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { documentAggregate } from '../../domain/document.ts'
import { service } from '../../service.ts'
import { documentParams } from '../read-documents/shapes.ts'
import { receiveDocument as decide } from './decide.ts'

/** Gives the receipt of the caller's organisation for a document (A5). */
export const receiveDocument = endpoint<Deps>()(service.routes.receiveDocument, {
  params: documentParams,
  body: z.strictObject({}),
  result: z.object({
    documentId: z.string().describe('发文记录编号'),
    receivedAt: z.string().describe('签收时间，ISO 8601，UTC'),
    unreceived: z.int().describe('尚未签收的单位数'),
  }),
  status: 201,
  run: async ({ params: { documentId }, caller, cause, now }, { table }) =>
    answerOf(
      await execute(table, documentAggregate, {
        id: documentId,
        cause,
        actor: caller,
        now,
        decide: state => decide(state, { by: caller, at: now }),
      }),
    ),
})
