import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CoachedEntity, coachedEntityAggregate } from '../../domain/coached-entity.ts'
import { begun, coached, coachingFile } from '../../testing/coachings.ts'
import { numberCoaching, openCoaching } from './decide.ts'

const none: CoachedEntity = coachedEntityAggregate.initial

test('F1 the first coaching of an application is CO1, the next refusal CO2', () => {
  const first = numberCoaching(none, { applicationId: 'A-01', refusal: 'R-1' })
  expect(first).toMatchObject({ kind: 'accepted', result: 'A-01-CO1' })
  const entity = {
    coachings: [{ coachingId: 'A-01-CO1', applicationId: 'A-01', refusal: 'R-1' }],
  }
  expect(numberCoaching(entity, { applicationId: 'A-01', refusal: 'R-2' })).toMatchObject({
    result: 'A-01-CO2',
  })
  expect(numberCoaching(entity, { applicationId: 'A-02', refusal: 'R-9' })).toMatchObject({
    result: 'A-02-CO1',
  })
})

test('F1 the same bank refusing again after the repair is a new refusal, before it the same one', () => {
  const one = { coachingId: 'A-01-CO1', applicationId: 'A-01', refusal: 'R-1' }
  const again = { applicationId: 'A-01', refusal: 'R-1' }
  expect(numberCoaching({ coachings: [one] }, again)).toMatchObject({ kind: 'unchanged', result: 'A-01-CO1' })
  expect(numberCoaching({ coachings: [{ ...one, recommendedAgainOn: '2025-04-01' }] }, again)).toMatchObject({
    kind: 'accepted',
    result: 'A-01-CO2',
  })
})

test('F1 a coaching opens with its class and due day for the levels above', () => {
  expect(openCoaching(coached(), coachingFile())).toMatchObject({
    events: [
      begun(),
      {
        type: 'coaching-opened.v1',
        data: {
          applicationId: 'A-01',
          townshipCode: '511702001',
          coachingId: 'A-01-CO1',
          problemClass: 'collateral',
          openedOn: '2025-03-03',
          dueOn: '2025-03-31',
        },
      },
    ],
  })
})

test('F1 C6 a refusal opens exactly one coaching, whatever is redelivered in whatever order', () => {
  const refusals = ['R-1', 'R-2', 'R-3', 'R-4'] as const
  fc.assert(
    fc.property(fc.shuffledSubarray([...refusals, ...refusals, ...refusals], { minLength: 1 }), delivered => {
      let entity = none
      const coachings = new Map<string, ReturnType<typeof coached>>()
      const opened: string[] = []
      const idOf = new Map<string, Set<string>>()
      for (const refusal of delivered) {
        const numbered = numberCoaching(entity, { applicationId: 'A-01', refusal })
        if (numbered.kind !== 'accepted' && numbered.kind !== 'unchanged') throw new Error('no number')
        if (numbered.kind === 'accepted')
          entity = numbered.events.reduce(coachedEntityAggregate.evolve, entity)
        const id = numbered.result
        idOf.set(refusal, (idOf.get(refusal) ?? new Set()).add(id))
        const decision = openCoaching(coachings.get(id) ?? coached(), coachingFile({ coachingId: id }))
        if (decision.kind !== 'accepted') continue
        opened.push(id)
        coachings.set(id, coached(...decision.events))
      }
      expect(opened).toHaveLength(new Set(delivered).size)
      expect(new Set(opened).size).toBe(opened.length)
      for (const ids of idOf.values()) expect(ids.size).toBe(1)
    }),
    { numRuns: 2000 },
  )
})
