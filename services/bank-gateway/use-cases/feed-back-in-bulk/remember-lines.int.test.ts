import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CommitTable } from '#shared/commits/table.ts'
import { bodies } from '../../testing/feedback.ts'
import { bank, type Gateway, startGateway } from '../../testing/gateway.ts'
import { feedBackInBulk } from './route.ts'

let g: Gateway
beforeAll(async () => {
  g = await startGateway()
})
afterAll(async () => await g?.stop())

const lead = [bodies.accepted, bodies.contacted, bodies['materials-completed'], bodies.granted]
const drawing = (number: number) => ({ ...bodies.drawn, amountFen: 100_000, drawdownNumber: `JJ-${number}` })
const standing = async (id: string) => (await g.http.call(bank, 'GET', `/bank/v1/referrals/${id}`)).body

/** The lines of one request, as the shell runs them; `meanwhile` happens before the line of that index. */
const runLines = async (
  referralId: string,
  lines: readonly object[],
  meanwhile: { readonly [index: number]: () => Promise<unknown> } = {},
) => {
  let reads = 0
  const { table } = g.store
  const counting: CommitTable = {
    ...table,
    read: async (aggregate, id) => {
      reads += 1
      return await table.read(aggregate, id)
    },
  }
  const caller = { ...bank, org: 'bank' }
  const answers: boolean[] = []
  for (const [index, line] of lines.entries()) {
    await meanwhile[index]?.()
    const request = {
      body: { referralId, ...line },
      caller,
      cause: { key: `list#${index}`, fingerprint: 'list' },
      now: g.deps.clock(),
    }
    const answer = await feedBackInBulk.run(request as never, { ...g.deps, table: counting })
    answers.push('ok' in answer && answer.ok)
  }
  return { reads, answers }
}

test('E3 a list on one referral reads its log once, and every line rests on the one before', async () => {
  const id = await g.push('A-many')
  const drawings = Array.from({ length: 60 }, (_, index) => drawing(index))
  const first = await runLines(id, [...lead, ...drawings, drawing(7), bodies.repaid])
  expect(first.reads).toBe(1)
  expect(first.answers).toEqual([...Array(64).fill(true), false, true])
  expect(await standing(id)).toMatchObject({ status: 'repaid', credit: { drawnFen: 6_000_000 } })
  // The same list again is answered from the log as it was, line by line.
  expect(await runLines(id, [...lead, ...drawings, drawing(7), bodies.repaid])).toEqual(first)
  expect((await standing(id)).history).toHaveLength(65)
})

test('E3 what comes from elsewhere between two lines is read before the next one is decided', async () => {
  const id = await g.push('A-between')
  const { answers } = await runLines(id, [...lead, drawing(1), drawing(2), bodies.repaid, drawing(3)], {
    5: async () => await g.feed(id, drawing(2), 'elsewhere'),
    7: async () => await g.feed(id, drawing(4), 'later'),
  })
  expect(answers).toEqual([true, true, true, true, true, false, true, true])
  expect(await standing(id)).toMatchObject({ status: 'repaid', credit: { drawnFen: 400_000 } })
})
