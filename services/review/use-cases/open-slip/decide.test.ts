import { expect, test } from 'vitest'
import { at } from '../../testing/cases.ts'
import { opened, slipFile, slipOf } from '../../testing/slips.ts'
import { openSlip } from './decide.ts'

const tolerance = (supplyBy: string) =>
  slipFile({
    kind: 'tolerance-acceptance',
    promise: { missing: ['环评批复'], reference: '承诺书 1 号', supplyBy },
  })

test('F2 a slip goes to several departments at once, with its due day', () => {
  expect(openSlip(slipOf(), { file: slipFile(), at })).toMatchObject({
    events: [opened()],
    result: { dueOn: '2025-03-17', dueRule: expect.stringContaining('10个工作日') },
  })
  expect(openSlip(slipOf(opened()), { file: slipFile(), at }).kind).toBe('unchanged')
})

test('F2 容缺受理 rests on a promise for a day that is still to come', () => {
  expect(openSlip(slipOf(), { file: tolerance('2025-03-04'), at }).kind).toBe('accepted')
  expect(openSlip(slipOf(), { file: tolerance('2025-03-03'), at })).toMatchObject({
    refusal: { code: 'validation-failed', errors: [{ pointer: '/promise/supplyBy' }] },
  })
})
