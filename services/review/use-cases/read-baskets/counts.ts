import type { CommitTable } from '#shared/commits/table.ts'
import { caseListKey, dueListKey } from '../../domain/case-views.ts'
import type { Status } from '../../domain/stages.ts'

/** Counts are exact up to here; beyond, a basket says "at least". What is read never grows further. */
export const countedAtMost = 100

type Row = { readonly [field: string]: unknown }

const pageOf = async (table: CommitTable, pk: string, limit: number, skPrefix?: string) => {
  const page = await table.list({ pk, limit, ...(skPrefix ? { skPrefix } : {}) })
  if (page === 'bad-cursor') throw new Error('a first page has no cursor')
  return page.items
}

const first = (rows: readonly Row[]): Row | undefined => rows[0]

/** What one stage of a county holds, by four bounded reads. */
export const countsOf = async (
  table: CommitTable,
  regionCode: string,
  stage: Status,
  days: { readonly today: string; readonly nearUntil: string },
) => {
  const listKey = caseListKey(regionCode, stage)
  const [rows, due, keyed, others] = await Promise.all([
    pageOf(table, listKey, countedAtMost + 1),
    pageOf(table, dueListKey(regionCode, stage), countedAtMost + 1),
    pageOf(table, listKey, 1, '0#'),
    pageOf(table, listKey, 1, '1#'),
  ])
  const dueDays = due.slice(0, countedAtMost).map(({ factsDueOn }) => String(factsDueOn))
  const declared = [first(keyed), first(others)].flatMap(row => (row ? [String(row.declaredOn)] : []))
  const counted = rows.slice(0, countedAtMost)
  const oldestDeclaredOn = declared.toSorted()[0]
  return {
    count: counted.length,
    more: rows.length > countedAtMost,
    keyChainCount: counted.filter(({ keyChain }) => keyChain !== undefined).length,
    overdue: dueDays.filter(day => day < days.today).length,
    nearDue: dueDays.filter(day => days.today <= day && day <= days.nearUntil).length,
    ...(oldestDeclaredOn ? { oldestDeclaredOn } : {}),
    first: counted.slice(0, 5),
  }
}
