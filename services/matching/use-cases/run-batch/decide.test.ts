import { expect, test } from 'vitest'
import { effectivePolicy } from '#shared/domain/policy.ts'
import { type BatchEvent, type BatchState, batchAggregate, batchIdOf } from '../../domain/batch.ts'
import { decideComplete, decideDrawUp, decideWritePart } from './decide.ts'

const basis = {
  effective: effectivePolicy([], '2025-03-03'),
  parts: { digest: 'd', count: 1 },
  applications: 1,
  unplaced: 0,
  moreWaiting: false,
  method: 'optimal' as const,
  objective: { chosen: 1, greedy: 1 },
}
const plan = { batchId: 'MB-511702-1', regionCode: '511702', plannedOn: '2025-03-03', basis }
const result = { pushedApplications: 1, referrals: 2, skipped: [] }
const drawnUp: BatchEvent = { type: 'batch-drawn-up', data: basis }
const plannedEvent: BatchEvent = {
  type: 'batch-planned.v1',
  data: { batchId: 'MB-511702-1', regionCode: '511702', plannedOn: '2025-03-03' },
}
const planned = [drawnUp, plannedEvent].reduce<BatchState>(batchAggregate.evolve, batchAggregate.initial)
const completed = batchAggregate.evolve(planned, { type: 'batch-completed', data: result })

test('D1 a batch is planned once and completed once', () => {
  expect(decideDrawUp(batchAggregate.initial, plan)).toMatchObject({ events: [drawnUp, plannedEvent] })
  expect([planned, completed].map(state => decideDrawUp(state, plan).kind)).toEqual([
    'unchanged',
    'unchanged',
  ])
  expect(decideComplete(batchAggregate.initial, result).kind).toBe('not-yet')
  expect(decideComplete(planned, result).kind).toBe('accepted')
  expect(decideComplete(completed, { ...result, referrals: 9 })).toEqual({ kind: 'unchanged', result })
  expect(completed).toMatchObject({ status: 'completed', regionCode: '511702', result, basis })
})

test('D1 a part is written once', () => {
  expect([0, 1].map(version => decideWritePart(version, { placements: [] }).kind)).toEqual([
    'accepted',
    'unchanged',
  ])
})

test('D1 the id of a batch follows from caller and key', () => {
  expect(batchIdOf('511702', 'request:1')).toBe(batchIdOf('511702', 'request:1'))
  expect(batchIdOf('511702', 'request:1')).not.toBe(batchIdOf('511702', 'request:2'))
  expect(batchIdOf('511702', 'request:1')).toMatch(/^MB-511702-[0-9a-f]{12}$/)
})
