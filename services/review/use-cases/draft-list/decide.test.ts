import { expect, test } from 'vitest'
import { type Case, caseAggregate } from '../../domain/case.ts'
import { listAggregate, type RecommendationList } from '../../domain/list.ts'
import { inListOrder, rowOf } from '../../domain/list-row.ts'
import { at, county, given, listId, opened, person, ready } from '../../testing/cases.ts'
import { beginList, claimCase, finishDraft, writeRows } from './decide.ts'

const by = person('task-force', 'drafter')
const claim = (state: Case, id = listId) => claimCase(state, { listId: id, regionCode: county, by })
const after = (state: Case): Case => {
  const decision = claim(state)
  return decision.kind === 'accepted' ? decision.events.reduce(caseAggregate.evolve, state) : state
}
const rowFor = (n: number, more = {}) => {
  const state = ready(n, more)
  if (state.status === 'none') throw new Error('no case')
  return rowOf(state.file)
}
const begun: RecommendationList = {
  status: 'drafting',
  listId,
  regionCode: county,
  candidates: ['A-01', 'A-02'],
  rows: [],
}

test('C4 a row names every reviewer and no contact', () => {
  const row = rowFor(1)
  expect(row.reviewers).toEqual({
    'task-force': { org: 'org-task-force', sub: 'task-force', at },
    bank: { org: 'org-bank-reviewer', sub: 'bank-reviewer', at },
    leader: { org: 'org-leader', sub: 'leader', at },
    confirmation: { org: 'org-industry-department', sub: 'industry-department', at },
  })
  expect(JSON.stringify(row)).not.toMatch(/sealed|王|138/)
})

test('C4 a case stands on one list: another draft is refused, the same draft goes on', () => {
  const claimed = after(ready())
  expect(claimed).toMatchObject({ status: 'listed', listId })
  expect(claim(claimed, 'RL-other')).toMatchObject({ refusal: { code: 'wrong-stage' } })
  expect(claim(claimed)).toMatchObject({ kind: 'unchanged', result: rowFor(1) })
})

test('C1 a veto that came after confirmation keeps a case off the list', () => {
  const vetoed = caseAggregate.evolve(ready(), {
    type: 'facts-supplied',
    data: {
      facts: [
        { kind: 'litigation', finding: 'veto', source: '法院', observedOn: '2025-03-01', org: 'court', at },
      ],
    },
  })
  expect(claim(vetoed)).toMatchObject({ refusal: { code: 'fact-veto' } })
})

test('C4 an enterprise of another county is not on this county’s list', () => {
  const city = person('task-force', 'city', '511700')
  const elsewhere = ready(1, { regionCode: '511703', townshipCode: '511703001' })
  expect(claimCase(elsewhere, { listId, regionCode: county, by: city })).toMatchObject({
    refusal: { code: 'not-in-county' },
  })
  expect(claim(elsewhere)).toMatchObject({ refusal: { code: 'outside-region' } })
})

test('C2 a case in review is not listed', () => {
  expect(claim(given(opened()))).toMatchObject({ refusal: { code: 'wrong-stage' } })
})

test('C5 key chains first, then the earlier declared', () => {
  const rows = [
    rowFor(1, { declaredOn: '2025-03-02' }),
    rowFor(2, { declaredOn: '2025-03-01' }),
    rowFor(3, { keyChain: '食品饮料', declaredOn: '2025-03-03' }),
  ]
  expect(inListOrder(rows).map(({ applicationId }) => applicationId)).toEqual(['A-03', 'A-02', 'A-01'])
})

test('C4 an empty list is none', () => {
  expect(beginList({ status: 'none' }, { listId, regionCode: county, candidates: [] })).toMatchObject({
    refusal: { code: 'nothing-to-list' },
  })
  const leftOut = [{ applicationId: 'A-02', code: 'wrong-stage', detail: '…' }]
  expect(finishDraft(begun, leftOut)).toMatchObject({
    refusal: {
      code: 'nothing-to-list',
      errors: [{ pointer: '/applicationIds/1', code: 'wrong-stage', detail: '…' }],
    },
  })
})

test('C4 a retry keeps the first choice and the first digest', () => {
  expect(beginList(begun, { listId, regionCode: county, candidates: ['A-09'] })).toEqual({
    kind: 'unchanged',
    result: ['A-01', 'A-02'],
  })
  const written = writeRows(begun, [rowFor(1)])
  const withRows = written.kind === 'accepted' ? written.events.reduce(listAggregate.evolve, begun) : begun
  const first = finishDraft(withRows, [])
  if (first.kind !== 'accepted') throw new Error('not drafted')
  const drafted = first.events.reduce(listAggregate.evolve, withRows as RecommendationList)
  expect(writeRows(drafted, [rowFor(2)]).kind).toBe('unchanged')
  expect(finishDraft(drafted, [])).toEqual({ kind: 'unchanged', result: first.result })
})
