import { type Choice, hindrance, objectiveOf, type Question, type Row, rowsOf } from './choice.ts'
import { chooseGreedily } from './choose-greedily.ts'
import { chooseOptimally, type Solve } from './choose-optimally.ts'

const whyUnplaced = (question: Question, { application, candidates, seats }: Row): string => {
  if (seats.institutions === 0)
    return `已有 ${seats.taken.length} 家机构在办理，达到政策规定的家数，其中有机构办结后再行推送。`
  const { banks, policy } = question
  const { intendedBankIds, lendingBankIds, firstBankId } = application
  const named = [
    ...(firstBankId === undefined ? [] : [firstBankId]),
    ...intendedBankIds,
    ...(policy.pushRule === 'intended-only' ? [] : lendingBankIds),
  ]
  const clauses = [...new Set(named)].map(bankId => {
    const bank = banks.find(each => each.bankId === bankId)
    if (!bank) return `${bankId} 不在本区划的银行名录内`
    return `${bank.name}${hindrance(question, application, bank) ?? '本批次名额已满'}`
  })
  const others = candidates.some(candidate => !candidate.byWill)
    ? '产品或特色相符的其他银行本批次名额已满'
    : '没有产品或特色与需求相符的其他银行'
  return `${[...clauses, ...(policy.pushRule === 'intended-only' ? [] : [others])].join('；') || '企业未填报意向对接银行'}。`
}

/**
 * D1–D3: who is told of whom, and why. Pure and independent of the order of its inputs.
 * Over the whole batch at once when a solver is given and finishes, else one by one; the choice says which.
 */
export const choosePushes = (question: Question, solve?: Solve): Choice => {
  const rows = rowsOf(question)
  const greedy = chooseGreedily(rows, question.banks)
  const best = solve && chooseOptimally(rows, question, solve)
  const worth = {
    greedy: objectiveOf(rows, greedy, question.weights),
    best: best ? objectiveOf(rows, best, question.weights) : Number.NEGATIVE_INFINITY,
  }
  const optimal = best !== undefined && worth.best >= worth.greedy
  const assignment = optimal ? best : greedy
  return {
    method: optimal ? 'optimal' : 'greedy',
    objective: { chosen: optimal ? worth.best : worth.greedy, greedy: worth.greedy },
    pushes: rows.flatMap(({ application: { applicationId } }, index) =>
      (assignment[index] ?? []).map(({ bank: { bankId }, reasons }) => ({ applicationId, bankId, reasons })),
    ),
    unplaced: rows
      .filter((_row, index) => assignment[index]?.length === 0)
      .map(row => ({
        applicationId: row.application.applicationId,
        why: whyUnplaced(question, row),
      })),
  }
}
