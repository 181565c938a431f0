import { expect, test } from 'vitest'
import { type Case, caseAggregate } from '../../domain/case.ts'
import { closingOf } from '../../domain/closing.ts'
import { listAggregate, type RecommendationList } from '../../domain/list.ts'
import { inListOrder, type ListRow, rowOf } from '../../domain/list-row.ts'
import { digestOf } from '../../domain/merkle.ts'
import { at, county, given, listId, opened, person, ready } from '../../testing/cases.ts'
import { beginList, claimCase, finishDraft, recordChunk } from './decide.ts'

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
  draftedBy: by,
  chunks: [{ digest: 'c', count: 2 }],
  claimed: [],
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

const claimed = (rows: readonly ListRow[], list = begun): RecommendationList => {
  const decision = recordChunk(list, 0, { digest: 'r', rows: rows.length, leftOut: 2 - rows.length })
  return decision.kind === 'accepted' ? decision.events.reduce(listAggregate.evolve, list) : list
}
const closed = (list: RecommendationList, rows: readonly ListRow[]): RecommendationList => {
  const decision = finishDraft(list, closingOf(rows, digestOf))
  return decision.kind === 'accepted' ? decision.events.reduce(listAggregate.evolve, list) : list
}

test('C4 an empty list is none', () => {
  expect(
    beginList({ status: 'none' }, { listId, regionCode: county, draftedBy: by, chunks: [] }),
  ).toMatchObject({ refusal: { code: 'nothing-to-list' } })
  expect(closed(claimed([]), [])).toMatchObject({ status: 'empty' })
})

test('C4 a list is closed when every chunk is claimed, not before', () => {
  expect(finishDraft(begun, closingOf([rowFor(1)], digestOf)).kind).toBe('unchanged')
  expect(closed(claimed([rowFor(1)]), [rowFor(1)])).toMatchObject({ status: 'drafted', rows: 1 })
})

test('C4 a retry keeps the first choice, the first claims and the first digest', () => {
  const other = { listId, regionCode: county, draftedBy: by, chunks: [{ digest: 'other', count: 9 }] }
  expect(beginList(begun, other).kind).toBe('unchanged')
  const first = claimed([rowFor(1)])
  expect(recordChunk(first, 0, { digest: 'x', rows: 2, leftOut: 0 }).kind).toBe('unchanged')
  const drafted = closed(first, [rowFor(1)])
  expect(closed(drafted, [rowFor(2)])).toBe(drafted)
})

test('C4 C5 a thousand rows: parts that are subtrees, in order, and every reviewer counted once a row', () => {
  const rows = Array.from({ length: 1000 }, (_, n) =>
    rowFor(1, { applicationId: `A-${(n * 7919) % 1000}`, ...(n % 10 === 0 ? { keyChain: '食品饮料' } : {}) }),
  )
  const closing = closingOf(rows, digestOf)
  const ordered = inListOrder(rows)
  expect(closing.digest).toBe(digestOf(ordered))
  expect(closing.parts.map(({ count }) => count)).toEqual([128, 128, 128, 128, 128, 128, 128, 104])
  expect(closing.parts.map(({ lastRank }) => lastRank)).toEqual(
    closing.parts.map(({ lastRank }) => lastRank).toSorted(),
  )
  expect(closing.reviewers).toHaveLength(4)
  for (const share of closing.reviewers) {
    expect(share.rows).toBe(1000)
    expect(share.applicationIds).toHaveLength(20)
  }
})
