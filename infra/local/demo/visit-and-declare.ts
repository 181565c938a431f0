import type { Criterion } from '#shared/contracts/vocabulary.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { mapLimited, type RowAnswer } from './api.ts'
import { bankIdOf } from './banks.ts'
import { countBy, type Run, townshipClient, wordsOf } from './run.ts'
import type { VisitRow } from './workbook.ts'

type Targets = ReadonlyMap<string, string | undefined>

/** Posts rows through the township each belongs to, all townships side by side. */
const postByTownship = async (
  { api, county }: Run,
  targets: Targets,
  path: string,
  step: string,
  rows: readonly VisitRow[],
  itemOf: (row: VisitRow) => unknown,
): Promise<readonly { row: VisitRow; answer: RowAnswer }[]> => {
  const byClient = new Map<string, VisitRow[]>()
  for (const row of rows) {
    const client = townshipClient(county, targets.get(normaliseUscc(row.uscc)))
    byClient.set(client, [...(byClient.get(client) ?? []), row])
  }
  const answered = await mapLimited([...byClient], 4, async ([client, own]) =>
    (await api.as(client).postAll(path, own.map(itemOf), step)).flatMap(answer => {
      const row = own[answer.index]
      return row ? [{ row, answer }] : []
    }),
  )
  return answered.flat()
}

const visitItem = (row: VisitRow) => ({
  uscc: row.uscc,
  visitedOn: row.visitedOn,
  method: row.method,
  unit: row.visitingUnit || '走访单位未填',
  visitors: row.visitors.length > 0 ? row.visitors.slice(0, 10) : ['走访人员未填'],
  hasDemand: row.hasDemand,
  ...(row.hasDemand ? { demand: demandOf(row) } : {}),
})

const demandOf = (row: VisitRow) => ({
  amountFen: row.amountFen,
  termMonths: row.termMonths,
  purpose: row.purpose,
  loanKind: row.loanKind,
})

/** 走访 → visits (B3). A visit whose demand cannot be read is still a visit: the demand is left to the declaration. */
export const recordVisits = async (run: Run, targets: Targets): Promise<ReadonlySet<string>> => {
  run.say.step('登记走访')
  const answered = await postByTownship(
    run,
    targets,
    '/intake/v1/visits',
    'visits',
    run.input.visits,
    visitItem,
  )
  const visited = new Set<string>()
  for (const { row, answer } of answered) {
    if (answer.problem) run.say.row('走访', row.row, wordsOf(answer.problem))
    else visited.add(normaliseUscc(row.uscc))
  }
  run.say.fact(
    `${countBy(answered, ({ answer }) => (answer.problem ? '退回' : '登记'))}，共 ${visited.size} 户`,
  )
  return visited
}

const grounds: Record<Criterion, Record<string, string>> = {
  'compliant-operation': { met: '执照在有效期内，正常经营', 'not-met': '存在未整改的行政处罚' },
  'fixed-premises': { met: '有固定场所，租约在有效期内', 'not-met': '无固定经营场所' },
  'genuine-demand': { met: '订单与采购合同相符', 'not-met': '需求与经营情况不符' },
  'good-credit': { met: '无未结清逾期', 'not-met': '存在未结清逾期' },
  'lawful-use': { met: '用于自身生产经营', 'not-met': '用途不合规' },
}

const criteriaOf = (row: VisitRow) =>
  Object.fromEntries(
    Object.entries(row.criteria).map(([criterion, finding = 'to-be-checked']) => [
      criterion,
      { finding, ground: grounds[criterion as Criterion][finding] ?? '走访时未能核实' },
    ]),
  )

const applicationItem = ({ banks }: Run, row: VisitRow) => ({
  uscc: row.uscc,
  demand: demandOf(row),
  criteria: criteriaOf(row),
  intendedBankIds: row.intendedBanks.map(name => bankIdOf(banks, name)),
  lendingBankIds: [...new Set(row.currentBanks.map(name => bankIdOf(banks, name)))],
  firstLoan: row.firstLoan ?? row.currentBanks.length === 0,
  ...(row.keyChain ? { keyChain: row.keyChain } : {}),
  channel: 'visit',
  consent: { agreed: row.consent ?? false, givenOn: row.visitedOn },
})

export type Declared = { readonly applicationId: string; readonly uscc: string; readonly amountFen: number }

/** Visits with a demand → applications; those that pass all five criteria are declared (B4–B7). */
export const declare = async (run: Run, targets: Targets): Promise<readonly Declared[]> => {
  run.say.step('五项标准初筛，形成申报清单')
  const asking = run.input.visits.filter(({ hasDemand }) => hasDemand)
  const answered = await postByTownship(
    run,
    targets,
    '/intake/v1/applications',
    'applications',
    asking,
    row => applicationItem(run, row),
  )
  for (const { row, answer } of answered)
    if (answer.problem) run.say.row('走访', row.row, wordsOf(answer.problem))
  run.say.fact(
    countBy(answered, ({ answer }) =>
      answer.problem ? '退回' : answer.result?.['status'] === 'declared' ? '申报' : '未过初筛',
    ),
  )
  return answered.flatMap(({ row, answer }) =>
    answer.result?.['status'] === 'declared'
      ? [
          {
            applicationId: String(answer.result['applicationId']),
            uscc: normaliseUscc(row.uscc),
            amountFen: row.amountFen ?? 0,
          },
        ]
      : [],
  )
}
