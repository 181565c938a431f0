import { expect, test } from 'vitest'
import type { Message } from '../messages.ts'
import { isOver } from './check-stack.ts'

const push = { event: { data: { referralId: 'RF-1' } } } as unknown as Message
const showing = (status: number, body: object) => ({
  get: async () => ({ status, text: '', body: { ...body } }),
})

test.each(['accepted', 'refused', 'recalled'])(
  'E3 C7 a push that stands as %s is no push to begin with',
  async status => {
    expect(await isOver(showing(200, { status, history: [] }), push)).toBe(true)
  },
)

test('E3 a push that is offered, or that the platform does not show, stays for the checks to judge', async () => {
  expect(await isOver(showing(200, { status: 'offered', history: [] }), push)).toBe(false)
  expect(await isOver(showing(404, {}), push)).toBe(false)
})
