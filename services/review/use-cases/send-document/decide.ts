import { canonicalJson } from '#shared/domain/canonical.ts'
import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import type { DocumentEvent, DocumentFile, OutgoingDocument } from '../../domain/document.ts'
import { correctsUnknown, inFuture, invalidRecord, regionUnknown } from '../../domain/record-checks.ts'
import type { RefusalCode } from '../../domain/refusals.ts'

export type DocumentSent = { readonly documentId: string; readonly recipients: number }

const contentOf = ({ recordedBy: _by, recordedAt: _at, ...content }: DocumentFile) => content

/** A5: a document goes out under its number once; the same again changes nothing, another under the number is a correction. */
export const sendDocument = (
  state: OutgoingDocument,
  {
    file,
    corrected,
  }: { readonly file: DocumentFile; readonly corrected?: { readonly regionCode: string } | undefined },
): Decision<DocumentEvent, DocumentSent, RefusalCode> => {
  const { documentId, regionCode, issuedOn, number, recipients, corrects, recordedAt } = file
  const result = { documentId, recipients: recipients.length }
  if (state.status !== 'none') {
    const { status: _status, receipts: _receipts, ...known } = state
    return canonicalJson(contentOf(known)) === canonicalJson(contentOf(file))
      ? unchanged(result)
      : refuse(
          'already-recorded',
          `本单位的“${number}”已登记（${documentId}）且内容不同；须更正的，请在 corrects 中填写该编号另行登记。`,
          { facts: { documentId } },
        )
  }
  const wrong = invalidRecord([
    ...regionUnknown(regionCode),
    ...inFuture('/issuedOn', issuedOn, recordedAt),
    ...correctsUnknown(corrects, corrected, regionCode),
  ])
  return wrong ?? accept([{ type: 'document-sent', data: file }], result)
}
