import { judgeReceipt, receiptFaults } from '../domain/receipt.ts'

type Outcome =
  | { readonly receipt: string; readonly handle: string }
  | { readonly receipt: string; readonly detail: string }

/** Acts on the messages behind a bank's receipts, each once; a receipt that stands for none says why, and stops no other. */
export const onReceipts = async (
  receipts: readonly string[],
  bankId: string,
  now: string,
  act: (handles: readonly string[]) => Promise<readonly boolean[]>,
): Promise<readonly Outcome[]> => {
  const judged = receipts.map(receipt => judgeReceipt(receipt, bankId, Date.parse(now)))
  const handles = [...new Set(judged.flatMap(one => ('handle' in one ? [one.handle] : [])))]
  const outcomes = await act(handles)
  const done = new Set(handles.filter((_, index) => outcomes[index] === true))
  return judged.map(one => {
    if ('fault' in one) return { receipt: one.receipt, detail: receiptFaults[one.fault] }
    return done.has(one.handle) ? one : { receipt: one.receipt, detail: receiptFaults.gone }
  })
}
