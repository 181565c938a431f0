import { expect, test } from 'vitest'
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

const after = (state: Case, decision: { kind: string; events?: readonly CaseEvent[] }): Case =>
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
  const removed = after(onList, decision)
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
  const removed = after(onList, removeRow(onList, command))
  expect(recommend(removed, { listId, signedOn: '2025-03-03' }).kind).toBe('refused')
})

test('E6 C7 a bank’s report removes nothing by itself: it is a task until the task force removes or keeps', () => {
  const reported = after(onList, reportMisuse(onList, report))
  expect(reported.status).toBe('recommended')
  expect(taskOf(reported)).toMatchObject({
    list: { pk: `removal-tasks#${county}`, sk: '2025-06-01#A-01' },
    data: { reports: [report] },
  })
  expect(taskOf(after(reported, removeRow(reported, command)))?.list).toBeUndefined()

  const kept = after(reported, settleMisuse(reported, { opinion: '资金流向已核实无误', by, at }))
  expect(taskOf(kept)).toMatchObject({ data: { reports: [] } })
  expect(taskOf(kept)?.list).toBeUndefined()
  expect(kept).toMatchObject({
    status: 'recommended',
    file: { suspicions: [{ ...report, settled: { opinion: '资金流向已核实无误' } }] },
  })
  expect(settleMisuse(kept, { opinion: '再次核实', by, at })).toMatchObject({
    refusal: { code: 'nothing-to-settle' },
  })
  const again = after(kept, reportMisuse(kept, { ...report, reportedOn: '2025-07-01' }))
  expect(taskOf(again)?.list?.sk).toBe('2025-07-01#A-01')
})

test('E6 a report that overtakes the case waits, one after the removal adds nothing', () => {
  expect(reportMisuse({ status: 'none' }, report).kind).toBe('not-yet')
  expect(reportMisuse(after(onList, removeRow(onList, command)), report).kind).toBe('unchanged')
})
