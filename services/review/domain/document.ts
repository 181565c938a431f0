import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import { sha256 } from '#shared/domain/canonical.ts'
import type { Person } from './person.ts'
import { regionViews } from './region-views.ts'

/** A5: a document sent out 发文; the text itself stays with its issuer, its SHA-256 tells whether a copy is the same. */
export type DocumentFile = {
  readonly documentId: string
  readonly regionCode: string
  readonly number: string
  readonly title: string
  readonly issuer: string
  readonly issuedOn: string
  readonly recipients: readonly string[]
  readonly sha256: string
  readonly corrects?: string
  readonly recordedBy: Person
  readonly recordedAt: string
}

export type Receipt = { readonly by: Person; readonly at: string }
export type SentDocument = DocumentFile & {
  readonly status: 'sent'
  readonly receipts: readonly Receipt[]
}
export type OutgoingDocument = { readonly status: 'none' } | SentDocument

export type DocumentEvent =
  | { readonly type: 'document-sent'; readonly data: DocumentFile }
  | { readonly type: 'document-received'; readonly data: Receipt }

const evolve = (state: OutgoingDocument, event: DocumentEvent): OutgoingDocument => {
  if (state.status === 'none')
    return event.type === 'document-sent' ? { status: 'sent', ...event.data, receipts: [] } : state
  return event.type === 'document-received' ? { ...state, receipts: [...state.receipts, event.data] } : state
}

export const documentAggregate: AggregateDefinition<OutgoingDocument, DocumentEvent> = {
  name: 'document',
  initial: { status: 'none' },
  evolve,
}

/** One issuer gives a number once; a correction under the same number names the record it puts right. */
export const documentIdOf = ({
  regionCode,
  issuer,
  number,
  corrects,
}: Pick<DocumentFile, 'regionCode' | 'issuer' | 'number' | 'corrects'>): string =>
  `DC-${regionCode}-${sha256(JSON.stringify([issuer, number, corrects ?? null])).slice(0, 12)}`

export const unreceived = ({ recipients, receipts }: SentDocument): readonly string[] =>
  recipients.filter(org => !receipts.some(({ by }) => by.org === org))

export const documentListKey = (region: string): string => `documents#${region}`
export const documentsToKey = (org: string): string => `documents-to#${org}`

export const documentSummary = (state: SentDocument) => ({
  documentId: state.documentId,
  regionCode: state.regionCode,
  number: state.number,
  title: state.title,
  issuer: state.issuer,
  issuedOn: state.issuedOn,
  recipients: state.recipients.length,
  unreceived: unreceived(state).length,
  ...(state.corrects ? { corrects: state.corrects } : {}),
})

/** By the day of issue, under its regions and with each recipient. */
export const documentViews = (state: OutgoingDocument): readonly View[] => {
  if (state.status === 'none') return []
  const [data, sk] = [documentSummary(state), `${state.issuedOn}#${state.documentId}`]
  return [
    ...regionViews(documentListKey, state.regionCode, { sk, data }),
    ...state.recipients.map((org, index) => ({
      name: `to-${index}`,
      list: { pk: documentsToKey(org), sk },
      data: { ...data, received: state.receipts.some(({ by }) => by.org === org) },
    })),
  ]
}
