import { beijingDay, type Json } from '../client.ts'
import { keyOf, type Run, remainingOf } from './desk.ts'
import { type Feedback, type Offer, statusAfter } from './plan.ts'

type Row = {
  readonly body: Json
  /** Status this line must be answered with. */
  readonly expected: number
  readonly told?: { readonly referralId: string; readonly feedback: Feedback }
}

const rowsPerCall = 500

/** Lines that must be refused each for itself, while their neighbours stand (E3). */
const badRows = (referralId: string): readonly Row[] => [
  { body: { referralId: 'RF-no-such-push', type: 'accepted' }, expected: 404 },
  {
    body: { referralId, type: 'refused', decidedOn: beijingDay(), refusal: { code: 'cash-flow' } },
    expected: 422,
  },
  { body: { referralId, type: 'drawn', drawnOn: beijingDay(), amountFen: -1 }, expected: 422 },
]

const spread = (rows: readonly Row[], bad: readonly Row[]): readonly Row[] =>
  rows.flatMap((row, index) => (bad[index] ? [row, bad[index]] : [row])).concat(bad.slice(rows.length))

type Answered = { readonly index: number; readonly status: number; readonly result?: Json }

const judge = (run: Run, rows: readonly Row[], answers: readonly Answered[]): void => {
  for (const [index, row] of rows.entries()) {
    const { status, result } = answers.find(answer => answer.index === index) ?? { status: 0 }
    const right =
      status === row.expected &&
      (row.told === undefined || result?.['status'] === statusAfter[row.told.feedback.type])
    if (!right) {
      run.journal.surprise(
        `批量第 ${index} 行 ${String(row.body['type'])}：应为 ${row.expected}，实为 ${status} ${JSON.stringify(answers[index] ?? {}).slice(0, 300)}`,
      )
      continue
    }
    if (!row.told) continue
    run.journal.said(row.told.referralId, row.told.feedback)
    run.journal.count('反馈')
  }
}

/** The whole way of several pushes in one call; lines of one push run in their order. */
export const workInBulk = async (run: Run, offers: readonly Offer[]): Promise<void> => {
  const { bank, journal, faults } = run
  const fresh = offers.filter(({ referralId }) => !journal.held.has(referralId))
  const rows: Row[] = []
  for (const offer of fresh) {
    const { referralId } = offer
    journal.hold(referralId)
    for (const feedback of (await remainingOf(run, offer)).plan)
      rows.push({ body: { referralId, ...feedback }, expected: 200, told: { referralId, feedback } })
  }
  const [first] = fresh
  if (!first || rows.length === 0) return
  const all = faults.has('partial-bulk') ? spread(rows, badRows(first.referralId)) : rows
  for (let from = 0; from < all.length; from += rowsPerCall) {
    const part = all.slice(from, from + rowsPerCall)
    const items = part.map(({ body }) => body)
    const key = keyOf('bulk', JSON.stringify(items))
    const reply = await bank.post('/bank/v1/feedback', { items }, key)
    journal.count('批量反馈')
    if (reply.status !== 200) {
      journal.surprise(`批量反馈：应为 200，实为 ${reply.status} ${reply.text.slice(0, 300)}`)
      return
    }
    judge(run, part, reply.body['items'] as readonly Answered[])
    if (faults.has('doubled')) {
      const again = await bank.post('/bank/v1/feedback', { items }, key)
      if (again.text === reply.text) journal.played('doubled')
      else
        journal.surprise(`批量同键重发：回答应逐字节相同，实为 ${again.status} ${again.text.slice(0, 300)}`)
    }
  }
  if (faults.has('partial-bulk')) journal.played('partial-bulk')
}
