import { load } from '#shared/commits/execute.ts'
import { covers } from '#shared/domain/regions.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { documentAggregate, documentSummary, unreceived } from '../../domain/document.ts'
import { service } from '../../service.ts'
import { documentDetail, documentParams } from './shapes.ts'

/** Answers one document with its receipts, to the subtree, the issuer and the recipients (A2, A5). */
export const readDocument = endpoint<Deps>()(service.routes.readDocument, {
  params: documentParams,
  result: documentDetail,
  run: async ({ params: { documentId }, caller }, { table }) => {
    const { state } = await load(table, documentAggregate, documentId)
    if (state.status === 'none') return notFound('该发文记录')
    const { regionCode, issuer, recipients, receipts, sha256, recordedBy, recordedAt } = state
    const isTheirs = issuer === caller.org || recipients.includes(caller.org)
    if (!covers(caller.region, regionCode) && !isTheirs) return notFound('该发文记录')
    const summary = documentSummary(state)
    return answer({
      ...{ ...summary, recipients, receipts, sha256, recordedBy, recordedAt },
      unreceived: unreceived(state),
    })
  },
})
