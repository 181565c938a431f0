import type { Criterion, EntityKind, LoanKind, VisitMethod } from '#shared/contracts/vocabulary.ts'
import type { PlainDay } from '#shared/domain/days.ts'
import { parseEntityKind } from '#shared/domain/entity-kind.ts'
import type { Fen } from '#shared/domain/money.ts'
import * as cells from '#shared/workbook/cells.ts'
import { type Cell, isBlank } from '#shared/workbook/tables.ts'
import { type NamedRow, registryColumns, type SheetName, visitColumns } from './workbook-columns.ts'

export type RowProblem = {
  sheet: SheetName
  row: number
  column: string
  code: 'value-missing' | 'value-unreadable'
  detail: string
}

/** One line of 名录, as far as it can be read: whether it is acceptable is for intake to say. */
export type RegistryRow = {
  sheet: '名录'
  row: number
  uscc: string
  name: string
  kind: EntityKind
  industryCode: string
  staff: number | undefined
  revenueFen: Fen | undefined
  assetsFen: Fen | undefined
  region: string
  township: string
  registrationStatus: string
  legalRepresentative: string
  phone: string
  source: string
}

export type CriterionFinding = 'met' | 'not-met' | 'to-be-checked'

/** One line of 走访. */
export type VisitRow = {
  sheet: '走访'
  row: number
  uscc: string
  visitedOn: PlainDay
  method: VisitMethod
  visitingUnit: string
  visitors: string[]
  hasDemand: boolean
  amountFen: Fen | undefined
  termMonths: number | undefined
  purpose: string
  loanKind: LoanKind | undefined
  criteria: Record<Criterion, CriterionFinding | undefined>
  intendedBanks: string[]
  currentBanks: string[]
  firstLoan: boolean | undefined
  keyChain: string
  consent: boolean | undefined
}

const visitMethod = cells.oneOf<VisitMethod>([
  ['on-site', /^(实地|上门|现场|入户)(走访)?$/],
  ['phone', /^电话(走访|联系|沟通)?$/],
  ['online', /^(线上|网络|微信|视频)(走访)?$/],
  ['window', /^(服务)?窗口(接待|咨询)?$/],
])

const loanKind = cells.oneOf<LoanKind>([
  ['working-capital', /^流动资金(贷款)?$|^流贷$/],
  ['fixed-assets', /^固定资产(贷款)?$|^项目贷款$/],
  ['operating', /^(个人)?经营性?(贷款)?$/],
  ['renewal', /^(无还本)?续贷$/],
])

const kind: cells.Parse<EntityKind> = cell => parseEntityKind(cells.text(cell) ?? '')

/** Gathers the problems of one row while its cells are read. */
function readerOf<Field extends string>(
  sheet: SheetName,
  columns: Readonly<Record<Field, string>>,
  { row, cells: byField }: NamedRow<Field>,
) {
  const problems: RowProblem[] = []
  const report = (field: Field, code: RowProblem['code'], said: string) => {
    problems.push({
      sheet,
      row,
      column: columns[field],
      code,
      detail: `第${row}行“${columns[field]}”${said}`,
    })
  }
  const unreadable = (field: Field, cell: Cell) => {
    const lost = field === 'uscc' && cells.text(cell) !== undefined
    const seen = `无法识别：“${cells.quotable(cell)}”`
    report(field, 'value-unreadable', lost ? '被存成了数值，末几位已丢失，请设为文本后重新填写' : seen)
  }
  function optional<T>(field: Field, parse: cells.Parse<T>): T | undefined {
    const cell = byField[field]
    if (isBlank(cell)) return undefined
    const value = parse(cell)
    if (value === undefined) unreadable(field, cell)
    return value
  }
  function required<T>(field: Field, parse: cells.Parse<T>): T | undefined {
    if (isBlank(byField[field])) report(field, 'value-missing', '为空')
    return optional(field, parse)
  }
  const words = (field: Field) => optional(field, cells.text) ?? ''
  return { problems, optional, required, words }
}

type Reading<T> = { value: T } | { problems: RowProblem[] }

export function readRegistryRow(named: NamedRow<keyof typeof registryColumns>): Reading<RegistryRow> {
  const read = readerOf('名录', registryColumns, named)
  const uscc = read.required('uscc', cells.code)
  const entityKind = read.required('kind', kind)
  const row = {
    sheet: '名录' as const,
    row: named.row,
    name: read.required('name', cells.text) ?? '',
    industryCode: read.optional('industryCode', cells.industryCode) ?? '',
    staff: read.optional('staff', cells.headcount),
    revenueFen: read.optional('revenueFen', cells.wanYuan),
    assetsFen: read.optional('assetsFen', cells.wanYuan),
    region: read.required('region', cells.regionCode) ?? '',
    township: read.words('township'),
    registrationStatus: read.words('registrationStatus'),
    legalRepresentative: read.words('legalRepresentative'),
    phone: read.words('phone'),
    source: read.words('source'),
  }
  if (read.problems.length > 0 || uscc === undefined || entityKind === undefined)
    return { problems: read.problems }
  return { value: { ...row, uscc, kind: entityKind } }
}

export function readVisitRow(named: NamedRow<keyof typeof visitColumns>): Reading<VisitRow> {
  const read = readerOf('走访', visitColumns, named)
  const uscc = read.required('uscc', cells.code)
  const visitedOn = read.required('visitedOn', cells.day)
  const method = read.required('method', visitMethod)
  const hasDemand = read.required('hasDemand', cells.yesNo)
  const row = {
    sheet: '走访' as const,
    row: named.row,
    visitingUnit: read.words('visitingUnit'),
    visitors: read.optional('visitors', cells.nameList) ?? [],
    amountFen: read.optional('amountFen', cells.wanYuan),
    termMonths: read.optional('termMonths', cells.months),
    purpose: read.words('purpose'),
    loanKind: read.optional('loanKind', loanKind),
    criteria: {
      'compliant-operation': read.optional('compliantOperation', cells.criterionFinding),
      'fixed-premises': read.optional('fixedPremises', cells.criterionFinding),
      'genuine-demand': read.optional('genuineDemand', cells.criterionFinding),
      'good-credit': read.optional('goodCredit', cells.criterionFinding),
      'lawful-use': read.optional('lawfulUse', cells.criterionFinding),
    },
    intendedBanks: read.optional('intendedBanks', cells.nameList) ?? [],
    currentBanks: read.optional('currentBanks', cells.nameList) ?? [],
    firstLoan: read.optional('firstLoan', cells.yesNo),
    keyChain: read.optional('keyChain', cells.keyChain) ?? '',
    consent: read.optional('consent', cells.yesNo),
  }
  const unread =
    uscc === undefined || visitedOn === undefined || method === undefined || hasDemand === undefined
  if (unread || read.problems.length > 0) return { problems: read.problems }
  return { value: { ...row, uscc, visitedOn, method, hasDemand } }
}
