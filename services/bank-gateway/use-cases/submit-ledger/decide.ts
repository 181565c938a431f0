import {
  cellOf,
  type LedgerField,
  type LedgerFields,
  ledgerColumns,
  outcomeLabels,
  titleOf,
} from '../../domain/ledger-fields.ts'
import { recordedDrawdowns, recordedFields } from '../../domain/ledger-rows.ts'
import type { Referral } from '../../domain/referral.ts'
import { type Feedback, feedbackSchema } from '../feed-back/body.ts'

/** What is wrong with a row, in which column. */
export type RowProblem = { readonly column: string; readonly code: string; readonly detail: string }

/** A row as it was read: values, and the columns whose cells could not be read. */
export type LedgerRow = {
  readonly row: number
  readonly fields: LedgerFields
  readonly problems: readonly RowProblem[]
}

export const problemAt = (field: LedgerField, code: string, detail: string): RowProblem => ({
  column: titleOf(field),
  code,
  detail,
})

/** Columns that one feedback is made of; the first says that it is meant. */
const columnsOf: { readonly [step: string]: readonly LedgerField[] } = {
  accepted: ['acceptedOn'],
  contacted: ['contactedOn'],
  'materials-completed': ['completedOn'],
  granted: [
    'outcome',
    'decidedOn',
    'lineFen',
    'rateBp',
    'termMonths',
    'collateral',
    'firstLoan',
    'renewalWithoutRepayment',
  ],
  refused: ['outcome', 'decidedOn', 'reasonCode', 'problem', 'advice', 'repairable'],
  declined: ['outcome', 'decidedOn', 'reasonCode', 'problem', 'advice', 'repairable'],
  'given-up': ['outcome', 'decidedOn', 'remark'],
  drawn: ['drawnOn', 'drawnFen', 'drawdownNumber'],
}

/** Columns that belong to one of these outcomes alone. */
const outcomeColumns: readonly LedgerField[] = [
  'decidedOn',
  ...(columnsOf.granted ?? []).slice(2),
  ...(columnsOf.refused ?? []).slice(2),
]

const bodyOf = (step: string, fields: LedgerFields): unknown => {
  const { decidedOn, lineFen, rateBp, termMonths, collateral, firstLoan, renewalWithoutRepayment } = fields
  const { reasonCode: code, problem, advice, repairable } = fields
  switch (step) {
    case 'accepted':
      return { type: step, occurredOn: fields.acceptedOn }
    case 'contacted':
      return { type: step, occurredOn: fields.contactedOn }
    case 'materials-completed':
      return { type: step, occurredOn: fields.completedOn }
    case 'granted': {
      const grant = { lineFen, rateBp, termMonths, collateral, firstLoan, renewalWithoutRepayment }
      return { type: step, decidedOn, grant }
    }
    case 'refused':
    case 'declined':
      return { type: step, decidedOn, refusal: { code, problem, advice, repairable } }
    case 'given-up':
      return { type: step, decidedOn, reason: fields.remark }
    default:
      return {
        type: 'drawn',
        drawnOn: fields.drawnOn,
        amountFen: fields.drawnFen,
        drawdownNumber: fields.drawdownNumber,
      }
  }
}

/** The column behind a field of the feedback, so that what the rules refuse is said of a cell. */
export const columnBehind = (pointer: string, step: string): string => {
  const name = pointer.split('/').at(-1) ?? ''
  const behind: { readonly [name: string]: LedgerField } = {
    occurredOn: columnsOf[step]?.[0] ?? 'acceptedOn',
    amountFen: 'drawnFen',
    code: 'reasonCode',
    reason: 'remark',
  }
  const field = behind[name] ?? name
  return field in ledgerColumns
    ? titleOf(field as LedgerField)
    : titleOf(columnsOf[step]?.[0] ?? 'referralId')
}

/** What is on record is not changed by a workbook: a correction names what it corrects and why. */
const contradictions = (
  fields: LedgerFields,
  recorded: LedgerFields,
  columns: readonly LedgerField[],
): readonly RowProblem[] =>
  columns
    .filter(field => {
      // Read as the sheet would be, so that a blank or a full-width digit more is no difference.
      const [said, stands] = [fields[field], ledgerColumns[field].parse(cellOf(recorded, field))]
      return said !== undefined && recorded[field] !== undefined && said !== stands
    })
    .map(field =>
      problemAt(
        field,
        'recorded-otherwise',
        '与已记录的不符；已记录的请用更正反馈（corrects）更正，并写明理由。',
      ),
    )

type Wanted = { readonly feedback: Feedback } | { readonly problems: readonly RowProblem[] } | undefined

const wantedOf = (step: string, { fields, problems }: LedgerRow): Wanted => {
  const columns = columnsOf[step] ?? []
  const unread = problems.filter(({ column }) => columns.some(field => titleOf(field) === column))
  if (unread.length > 0) return { problems: unread }
  const missing = columns.filter(field => fields[field] === undefined)
  if (missing.length > 0)
    return {
      problems: missing.map(field =>
        problemAt(field, 'required', `缺少${titleOf(field)}：${ledgerColumns[field].expects}。`),
      ),
    }
  const parsed = feedbackSchema.safeParse(bodyOf(step, fields))
  if (parsed.success) return { feedback: parsed.data }
  return {
    problems: parsed.error.issues.map(({ path, code, message }) => ({
      column: columnBehind(path.map(String).join('/'), step),
      code: code.replaceAll('_', '-'),
      detail: message,
    })),
  }
}

const isMeant = (step: string, { fields, problems }: LedgerRow): boolean => {
  const columns = step === 'drawn' ? (columnsOf.drawn ?? []) : (columnsOf[step] ?? []).slice(0, 1)
  return columns.some(
    field => fields[field] !== undefined || problems.some(({ column }) => column === titleOf(field)),
  )
}

const beforeOutcome = ['accepted', 'contacted', 'materials-completed'] as const

/** Told without its note over another way, and now perhaps with it: no sheet can say whether it is one drawdown or two. */
const perhapsRecorded = problemAt(
  'drawdownNumber',
  'perhaps-recorded',
  '同日同额的放款已记录，但未填借据编号：为同一笔的，请用更正反馈（corrects）补填借据编号；确为另一笔的，请经接口反馈。',
)

const drawnWanted = (row: LedgerRow, state: Referral): Wanted => {
  if (!isMeant('drawn', row)) return undefined
  const { drawnOn, drawnFen, drawdownNumber } = row.fields
  const recorded = recordedDrawdowns(state)
  const alike = recorded.filter(each => each.drawnOn === drawnOn && each.drawnFen === drawnFen)
  const same =
    drawdownNumber === undefined ? alike[0] : recorded.find(each => each.drawdownNumber === drawdownNumber)
  if (!same && alike.some(each => each.drawdownNumber === undefined)) return { problems: [perhapsRecorded] }
  // One note stands for one drawdown: told again it is the same, and without a number nothing new (E3).
  if (!same) return wantedOf('drawn', row)
  const problems = contradictions(row.fields, same, ['drawnOn', 'drawnFen'])
  return problems.length > 0 ? { problems } : undefined
}

/** The outcome's own columns without an outcome say nothing that could be taken. */
const outcomeMissing = ({ fields, problems }: LedgerRow): readonly RowProblem[] =>
  fields.outcome === undefined &&
  !problems.some(({ column }) => column === titleOf('outcome')) &&
  outcomeColumns.some(field => fields[field] !== undefined)
    ? [
        problemAt(
          'outcome',
          'required',
          `填了决定内容的，须填结果：${Object.values(outcomeLabels).join('、')}。`,
        ),
      ]
    : []

/** The next feedback that a row asks for beyond what is on record, in the order of the ledger; or what stands against it (E3). */
export const nextFeedback = (state: Referral, row: LedgerRow): Wanted => {
  const { fields } = row
  const recorded = recordedFields(state)
  if (fields.uscc !== undefined && fields.uscc !== recorded.uscc)
    return { problems: [problemAt('uscc', 'not-of-referral', '与该推送的企业不符，请核对是否错行。')] }
  const steps = fields.outcome === 'declined' ? [] : beforeOutcome
  for (const step of steps) {
    const [field = 'acceptedOn'] = columnsOf[step] ?? []
    if (!isMeant(step, row)) continue
    if (recorded[field] === undefined) return wantedOf(step, row)
    const problems = contradictions(fields, recorded, [field])
    if (problems.length > 0) return { problems }
  }
  const lacking = outcomeMissing(row)
  if (recorded.outcome === undefined) {
    if (lacking.length > 0) return { problems: lacking }
    const outcome = fields.outcome ?? (isMeant('granted', row) ? 'granted' : undefined)
    if (outcome !== undefined) return wantedOf(outcome, row)
  } else {
    const problems = contradictions(fields, recorded, ['outcome', ...outcomeColumns])
    if (problems.length > 0) return { problems }
  }
  return drawnWanted(row, state)
}
