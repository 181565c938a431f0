import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { fingerprintOf, sha256 } from '#shared/domain/canonical.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, type Refusal, unchanged } from '#shared/domain/decision.ts'
import { answer, endpoint, type Request, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { heldBy, type ReferralEvent, referral, type State } from '../../domain/referral.ts'
import { type FeedbackType, feedbackTypes, statuses } from '../../domain/transitions.ts'
import { service } from '../../service.ts'
import type { Feedback } from '../feed-back/body.ts'
import { feedBack } from '../feed-back/decide.ts'
import { inParallel } from '../in-parallel.ts'
import { monthAhead, monthParams, workbookMediaType } from '../ledger-month.ts'
import { columnBehind, type LedgerRow, nextFeedback, problemAt, type RowProblem } from './decide.ts'
import { readLedger } from './read.ts'

const rowSchema = z.object({
  row: z.int().describe('工作簿中的行号，与 Excel 所示一致'),
  referralId: z.string().optional().describe('推送编号'),
  status: z.enum(statuses).optional().describe('处理后的推送状态'),
  taken: z.array(z.enum(feedbackTypes)).describe('本次记录的反馈，按先后；没有新内容的为空'),
  problems: z
    .array(z.object({ column: z.string().describe('列名'), code: z.string(), detail: z.string() }))
    .describe('哪一列不对、怎样才对；有误之前的各步照常记录'),
})
type RowResult = z.infer<typeof rowSchema>

const result = z.object({
  month: z.string(),
  rows: z.array(rowSchema).describe('逐行结果；一行有误不影响其他行'),
  taken: z.int().describe('本次记录的反馈共几次'),
  rowsWithProblems: z.int().describe('有误或未处理到（not-reached）的行数'),
})

type Asked = Pick<Request<unknown, unknown, unknown>, 'caller' | 'now'>

/** `state` is known when the feedback was decided here and now, and saves a read. */
type Took = { readonly refusal: Refusal } | { readonly refusal?: never; readonly state: State | undefined }

/** One feedback through the rules of the API; its cause follows from its content, so that two sendings at once are one (E3). */
const takeOne = async (
  referralId: string,
  feedback: Feedback,
  { caller, now }: Asked,
  { table }: Deps,
): Promise<Took> => {
  const fingerprint = fingerprintOf(feedback)
  const content = sha256(`${caller.bank}\n${referralId}\n${fingerprint}`).slice(0, 40)
  let after: State | undefined
  const execution = await execute(table, referral, {
    id: referralId,
    cause: { key: `ledger:${content}`, fingerprint },
    actor: caller,
    now,
    decide: (state): Decision<ReferralEvent, { readonly refusal?: Refusal }> => {
      const decision = feedBack(state, caller.bank, feedback, shanghaiDay(now))
      // A refused cell is not recorded: mended elsewhere, the same content may be right tomorrow.
      if (decision.kind === 'refused') return unchanged({ refusal: decision.refusal })
      if (decision.kind !== 'accepted') return decision.kind === 'unchanged' ? unchanged({}) : decision
      after = decision.events.reduce(referral.evolve, state)
      return accept(decision.events, {})
    },
  })
  if (execution.kind === 'refused') return { refusal: execution.refusal }
  const refusal = execution.kind === 'done' ? execution.result.refusal : undefined
  if (refusal) return { refusal }
  return { state: execution.kind === 'done' && !execution.replayed ? after : undefined }
}

const problemsIn = (refusal: Refusal, type: FeedbackType): readonly RowProblem[] =>
  refusal.errors
    ? refusal.errors.map(({ pointer, code, detail }) => ({
        column: columnBehind(pointer, type),
        code,
        detail,
      }))
    : [{ column: columnBehind('', type), code: refusal.code, detail: refusal.detail }]

const distinct = (problems: readonly RowProblem[]): RowProblem[] => [
  ...new Map(problems.map(problem => [`${problem.column}\n${problem.code}`, problem])).values(),
]

const maxIdLength = 200

/** A row that cannot be placed; its number is not repeated, for it may be anything. */
const unplaced = (row: number, code: string, detail: string): RowResult => ({
  row,
  taken: [],
  problems: [problemAt('referralId', code, detail)],
})

/** Takes what a row says beyond what is on record, step after step until nothing is left or something is wrong. */
const takeRow = async (row: LedgerRow, asked: Asked, deps: Deps): Promise<RowResult> => {
  const { referralId } = row.fields
  if (referralId === undefined) return unplaced(row.row, 'required', '缺少推送编号。')
  if (referralId.length > maxIdLength) return unplaced(row.row, 'not-found', '没有此推送。')
  const read = async (): Promise<State> => (await load(deps.table, referral, referralId)).state
  const taken: FeedbackType[] = []
  const tried: FeedbackType[] = []
  for (let state = await read(); ; ) {
    if (!heldBy(state, asked.caller.bank)) return unplaced(row.row, 'not-found', '没有此推送。')
    const { status } = state
    const rowWith = (wrong: readonly RowProblem[]): RowResult => ({
      row: row.row,
      referralId,
      status,
      taken,
      problems: distinct([...row.problems, ...wrong]),
    })
    const next = nextFeedback(state, row)
    if (!next) return rowWith([])
    if ('problems' in next) return rowWith(next.problems)
    const { feedback } = next
    // Each step is taken once a row; what would come up again is left to a person.
    if (tried.includes(feedback.type)) return rowWith([])
    tried.push(feedback.type)
    const took = await takeOne(referralId, feedback, asked, deps)
    if (took.refusal) return rowWith(problemsIn(took.refusal, feedback.type))
    // Another sending of the same sheet was first, or it was corrected since: nothing was recorded here.
    if (took.state) taken.push(feedback.type)
    state = took.state ?? (await read())
  }
}

/** The gateway waits 29 seconds: what is not reached by then is said so, for sending the file again is safe. */
const budgetSeconds = 18
const notReached = '本次未处理到此行，请再次报送同一份工作簿；已记录的不会重复。'

const byReferral = (rows: readonly LedgerRow[]): readonly (readonly LedgerRow[])[] => [
  ...Map.groupBy(rows, ({ row, fields }) => fields.referralId ?? `row ${row}`).values(),
]

/** The monthly ledger of a bank without an interface; the same file sent again records nothing again (E3). */
export const submitLedger = endpoint<Deps>()(service.routes.submitLedger, {
  params: monthParams,
  file: { mediaType: workbookMediaType, title: '月度台账工作簿' },
  result,
  keyless: true,
  run: async ({ params: { month }, bytes, caller, now }, deps) => {
    const ahead = monthAhead(month, shanghaiDay(now))
    if (ahead) return ahead
    const read = await readLedger(bytes)
    if (!read.ok) return refused({ code: 'workbook-invalid', detail: `${read.problem.detail}。` })
    const until = Date.parse(now) + budgetSeconds * 1000
    const groups = await inParallel(byReferral(read.value), 16, async rows => {
      const results: RowResult[] = []
      // Rows of one referral run in their order: each further drawdown stands on a row of its own.
      for (const row of rows)
        results.push(
          Date.parse(deps.clock()) < until
            ? await takeRow(row, { caller, now }, deps)
            : unplaced(row.row, 'not-reached', notReached),
        )
      return results
    })
    const rows = groups.flat().toSorted((a, b) => a.row - b.row)
    return answer({
      month,
      rows,
      taken: rows.reduce((sum, { taken }) => sum + taken.length, 0),
      rowsWithProblems: rows.filter(({ problems }) => problems.length > 0).length,
    })
  },
})
