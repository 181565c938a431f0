import { ledgerOf, referralPath } from '../messages.ts'
import type { Run } from './desk.ts'
import type { Held } from './journal.ts'
import { drawnFenOf, statusAfter } from './plan.ts'

const differencesOf = (held: Held, body: { readonly [field: string]: unknown }): readonly string[] => {
  const recall = body['recall'] as { readonly acknowledgedOn?: string } | undefined
  if (recall)
    return held.recalled && recall.acknowledgedOn === undefined
      ? [`${held.referralId} 召回已确认，平台未记录`]
      : []
  const last = held.said.at(-1)
  const differences: string[] = []
  const expected = last ? statusAfter[last.type] : 'offered'
  if (body['status'] !== expected)
    differences.push(`${held.referralId} 本行反馈至 ${expected}，平台为 ${String(body['status'])}`)
  const credit = body['credit'] as { readonly drawnFen?: number; readonly lineFen?: number } | undefined
  const drawnFen = drawnFenOf(held.said)
  if ((credit?.drawnFen ?? 0) !== drawnFen)
    differences.push(`${held.referralId} 本行放款 ${drawnFen} 分，平台为 ${credit?.drawnFen ?? 0} 分`)
  const granted = held.said.find(({ type }) => type === 'granted')?.['grant'] as
    | { lineFen: number }
    | undefined
  if (granted && credit?.lineFen !== granted.lineFen)
    differences.push(`${held.referralId} 本行授信 ${granted.lineFen} 分，平台为 ${credit?.lineFen ?? 0} 分`)
  const records = (body['history'] as readonly unknown[]).length
  if (records !== held.said.length)
    differences.push(`${held.referralId} 本行反馈 ${held.said.length} 次，平台记录 ${records} 次`)
  return differences
}

/** What this bank said against what the platform shows; each difference in words. */
export const differences = async ({ bank, journal }: Run): Promise<readonly string[]> => {
  const found: string[] = []
  for (const held of journal.held.values()) {
    if (held.left) continue
    const reply = await bank.get(referralPath(held.referralId))
    if (reply.status === 200) found.push(...differencesOf(held, reply.body))
    else found.push(`${held.referralId} 查询应为 200，实为 ${reply.status}`)
  }
  return found
}

/** Pushes that wait in the ledger and did not come in this run. */
export const waitingOf = async ({ bank, journal }: Run): Promise<number> =>
  (await ledgerOf(bank)).filter(
    row => row['status'] === 'offered' && !journal.held.has(String(row['referralId'])),
  ).length
