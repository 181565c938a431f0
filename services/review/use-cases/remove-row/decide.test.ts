import { describe, expect, test } from 'vitest'
import { type Case, type CaseEvent, caseAggregate } from '../../domain/case.ts'
import { caseViews } from '../../domain/case-views.ts'
import {
  at,
  county,
  given,
  listed,
  listId,
  opened,
  person,
  profile,
  recommended,
} from '../../testing/cases.ts'
import { recommend } from '../recommend/decide.ts'
import { reportMisuse } from '../report-misuse/decide.ts'
import { settleMisuse } from '../settle-misuse/decide.ts'
import { removeRow } from './decide.ts'

const by = person('task-force')
const onList = given(opened(), listed, recommended)
const command = {
  listId,
  reason: 'misuse',
  detail: '贷款用于购房',
  evidence: '专班核查2025-3',
  by,
  at,
} as const
const report = {
  referralId: 'A-01.bank-a',
  bankId: 'bank-a',
  kind: 'misuse',
  problem: '资金流入房地产',
  reportedOn: '2025-06-01',
} as const

const folded = (state: Case, decision: { kind: string; events?: readonly CaseEvent[] }): Case =>
  (decision.events ?? []).reduce(caseAggregate.evolve, state)
const taskOf = (state: Case) => caseViews(state).find(({ name }) => name === 'removal-task')

test('C7 a removal says why, by whom and on what evidence, and leaves as an event', () => {
  const decision = removeRow(onList, command)
  expect(decision).toMatchObject({
    kind: 'accepted',
    events: [
      { type: 'removal-recorded', data: { by: { org: by.org, sub: by.sub }, evidence: '专班核查2025-3' } },
      {
        type: 'application-removed.v1',
        data: {
          applicationId: 'A-01',
          uscc: profile().uscc,
          regionCode: county,
          listId,
          reason: 'misuse',
          detail: '贷款用于购房',
          removedOn: '2025-03-03',
        },
      },
    ],
  })
  const removed = folded(onList, decision)
  expect(removed).toMatchObject({ status: 'removed', listId, removed: { reason: 'misuse' } })
  expect(removeRow(removed, command)).toMatchObject({ refusal: { code: 'wrong-stage' } })
  expect(caseViews(removed).find(({ name }) => name === 'removed')).toMatchObject({
    list: { pk: `removals#${listId}` },
    data: { reasonLabel: '违规挪用贷款' },
  })
})

test('C7 only from the list it stands on, only what is recommended, only in the own county', () => {
  expect(removeRow(onList, { ...command, listId: 'RL-other' })).toMatchObject({
    refusal: { code: 'not-on-list', facts: { listId } },
  })
  expect(removeRow(given(opened(), listed), command)).toMatchObject({ refusal: { code: 'wrong-stage' } })
  expect(removeRow({ status: 'none' }, command)).toMatchObject({ refusal: { code: 'not-found' } })
  const away = person('task-force', 'away', '511703')
  expect(removeRow(onList, { ...command, by: away })).toMatchObject({ refusal: { code: 'outside-region' } })
})

test('C7 once removed, the list recommends it no more', () => {
  const removed = folded(onList, removeRow(onList, command))
  expect(recommend(removed, { listId, signedOn: '2025-03-03' }).kind).toBe('refused')
})

test('E6 C7 a bank’s report removes nothing by itself: it is a task until the task force removes or keeps', () => {
  const reported = folded(onList, reportMisuse(onList, report))
  expect(reported.status).toBe('recommended')
  expect(taskOf(reported)).toMatchObject({
    list: { pk: `removal-tasks#${county}`, sk: '2025-06-01#A-01' },
    data: { reports: [report] },
  })
  expect(taskOf(folded(reported, removeRow(reported, command)))?.list).toBeUndefined()

  const kept = folded(reported, settleMisuse(reported, { opinion: '资金流向已核实无误', by, at }))
  expect(taskOf(kept)).toMatchObject({ data: { reports: [] } })
  expect(taskOf(kept)?.list).toBeUndefined()
  expect(kept).toMatchObject({
    status: 'recommended',
    file: { suspicions: [{ ...report, settled: { opinion: '资金流向已核实无误' } }] },
  })
  expect(settleMisuse(kept, { opinion: '再次核实', by, at })).toMatchObject({
    refusal: { code: 'nothing-to-settle' },
  })
  const again = folded(kept, reportMisuse(kept, { ...report, reportedOn: '2025-07-01' }))
  expect(taskOf(again)?.list?.sk).toBe('2025-07-01#A-01')
})

describe('C7 F1 on its short way an application still stands on the list that banks hold it from', () => {
  const short: CaseEvent = {
    type: 'round-begun',
    data: { coachingId: 'CO-1', firstBankId: 'bank-b', levels: ['task-force'], begunOn: '2025-06-02' },
  }
  const ref = { applicationId: 'A-01', uscc: profile().uscc, regionCode: county }
  const no = {
    level: 'task-force',
    criterion: 'good-credit',
    problem: '有逾期',
    advice: '结清后再报',
  } as const
  const round = caseAggregate.evolve(onList, short)
  const [held, relisted, refused] = (
    [
      { type: 'case-held', data: { matches: [] } },
      { type: 'case-listed', data: { listId: 'RL-2' } },
      { type: 'application-refused.v1', data: { ...ref, ...no, refusedOn: '2025-06-03' } },
    ] as const satisfies readonly CaseEvent[]
  ).map(event => caseAggregate.evolve(round, event))

  test.each([
    ['under way', round],
    ['held', held],
    ['on the next list, not signed yet', relisted],
    ['refused', refused],
  ])('%s: the report is a task, kept or removed as ever', (_, state = round) => {
    const reported = folded(state, reportMisuse(state, { ...report, kind: 'false-material' }))
    expect(taskOf(reported)).toMatchObject({
      list: { pk: `removal-tasks#${county}` },
      data: { listId, reports: [{ kind: 'false-material' }] },
    })
    expect(settleMisuse(reported, { opinion: '材料属实', by, at })).toMatchObject({ kind: 'accepted' })
    expect(removeRow(reported, { ...command, listId: 'RL-2' })).toMatchObject({
      refusal: { code: 'not-on-list', facts: { listId } },
    })
    const removed = folded(reported, removeRow(reported, command))
    expect(removed).toMatchObject({ status: 'removed', listId })
    expect(taskOf(removed)?.list).toBeUndefined()
    expect(recommend(removed, { listId: 'RL-2', signedOn: '2025-06-04' }).kind).toBe('refused')
    expect(removeRow(removed, command)).toMatchObject({ refusal: { code: 'wrong-stage' } })
  })

  test('once the next list is signed, it stands on that one', () => {
    const next = caseAggregate.evolve(relisted ?? round, {
      type: 'application-recommended.v1',
      data: { ...profile(), listId: 'RL-2', recommendedOn: '2025-06-05' },
    })
    expect(removeRow(next, command)).toMatchObject({ refusal: { code: 'not-on-list' } })
    expect(removeRow(next, { ...command, listId: 'RL-2' }).kind).toBe('accepted')
  })
})

test('E6 a report that overtakes the case waits, one after the removal adds nothing', () => {
  expect(reportMisuse({ status: 'none' }, report).kind).toBe('not-yet')
  expect(reportMisuse(folded(onList, removeRow(onList, command)), report).kind).toBe('unchanged')
})
