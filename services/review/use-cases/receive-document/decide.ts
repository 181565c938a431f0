import type { Actor } from '#shared/commits/commit.ts'
import { accept, type Decision, refuse } from '#shared/domain/decision.ts'
import { covers } from '#shared/domain/regions.ts'
import { type DocumentEvent, type OutgoingDocument, unreceived } from '../../domain/document.ts'
import { personOf } from '../../domain/person.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type DocumentReceived = {
  readonly documentId: string
  readonly receivedAt: string
  /** Recipients without a receipt. */
  readonly unreceived: number
}

const no = refuse<RefusalCode>

/** A5: each recipient gives its receipt once, for itself. */
export const receiveDocument = (
  state: OutgoingDocument,
  { by, at }: { readonly by: Actor; readonly at: string },
): Decision<DocumentEvent, DocumentReceived, RefusalCode> => {
  const unknown = no('not-found', '未找到该发文记录，或您无权查看。')
  if (state.status === 'none') return unknown
  if (!state.recipients.includes(by.org))
    return covers(by.region, state.regionCode)
      ? no('not-recipient', `您所在的单位（${by.org}）不是此文的收文单位，不能签收。`)
      : unknown
  const earlier = state.receipts.find(receipt => receipt.by.org === by.org)
  if (earlier) return no('already-received', '本单位已签收此文。', { facts: { receivedAt: earlier.at } })
  return accept([{ type: 'document-received', data: { by: personOf(by), at } }], {
    documentId: state.documentId,
    receivedAt: at,
    unreceived: unreceived(state).length - 1,
  })
}
