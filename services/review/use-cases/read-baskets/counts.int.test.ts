import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestTable } from '#shared/testing/engine.ts'
import { caseListKey, dueListKey } from '../../domain/case-views.ts'
import { county } from '../../testing/cases.ts'
import { countedAtMost, countsOf } from './counts.ts'

let desk: Awaited<ReturnType<typeof startTestTable>>
beforeAll(async () => {
  desk = await startTestTable()
})
afterAll(async () => {
  await desk.stop()
})

const stage = 'task-force-review'
const days = { today: '2025-03-03', nearUntil: '2025-03-05' }

const put = (n: number, factsDueOn: string) => {
  const id = `A-${n}`
  const row = { applicationId: id, declaredOn: n === 3 ? '2025-01-01' : '2025-02-01', factsDueOn }
  const sk = `1#${row.declaredOn}#${id}`
  return desk.table.putViews('case', id, 1, [
    { name: 'of-stage', list: { pk: caseListKey(county, stage), sk }, data: row },
    { name: 'due', list: { pk: dueListKey(county, stage), sk: `${factsDueOn}#${id}` }, data: row },
  ])
}

test('C1 what is due is told apart by its day', async () => {
  const dues = ['2025-03-01', '2025-03-02', '2025-03-03', '2025-03-05', '2025-03-06']
  await Promise.all(dues.map((due, n) => put(n, due)))
  expect(await countsOf(desk.table, county, stage, days)).toMatchObject({
    count: 5,
    more: false,
    overdue: 2,
    nearDue: 2,
    oldestDeclaredOn: '2025-01-01',
  })
})

test('a basket is counted to its bound and says that there is more', async () => {
  for (let start = 10; start < countedAtMost + 30; start += 50)
    await Promise.all(Array.from({ length: 50 }, (_, at) => put(start + at, '2025-03-01')))
  const counts = await countsOf(desk.table, county, stage, days)
  expect(counts).toMatchObject({ count: countedAtMost, more: true, overdue: countedAtMost })
  expect(counts.first).toHaveLength(5)
})
