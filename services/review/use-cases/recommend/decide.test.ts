import { expect, test } from 'vitest'
import { given, listed, listId, opened, profile, ready, recommended } from '../../testing/cases.ts'
import { recommend } from './decide.ts'

const signed = { listId, signedOn: '2025-03-03' }

test('C4 a row of the signed list becomes recommended with its whole profile', () => {
  expect(recommend(given(opened(), listed), signed)).toMatchObject({
    events: [
      { type: 'application-recommended.v1', data: { ...profile(), listId, recommendedOn: '2025-03-03' } },
    ],
  })
})

test('C4 told twice, it is recommended once', () => {
  expect(recommend(given(opened(), listed, recommended), signed).kind).toBe('unchanged')
})

test('C4 only the list that the case stands on recommends it', () => {
  expect(recommend(given(opened(), listed), { ...signed, listId: 'RL-other' }).kind).toBe('refused')
  expect(recommend(ready(), signed)).toMatchObject({ refusal: { code: 'wrong-stage' } })
})
