import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coachingAggregate } from '../../domain/coaching.ts'
import { problemClassCodes } from '../../domain/problem-classes.ts'
import { at, person } from '../../testing/cases.ts'
import { begun, coached, coachingFile } from '../../testing/coachings.ts'
import { openCoaching } from '../open-coaching/decide.ts'
import { changeClass, closeCoaching, takeMeasure } from './decide.ts'

const by = person('township', 'visitor', '511702001')
const given = { by, at }
const repaired = { outcome: 'repaired', proof: '不动产登记证明' } as const

test('F1 a measure is kept with who, when and its proof', () => {
  const decision = takeMeasure(coached(begun()), { ...given, done: '陪同办理不动产登记', proof: '受理单' })
  expect(decision).toMatchObject({
    events: [
      {
        type: 'measure-taken',
        data: { by: { sub: 'visitor' }, at, done: '陪同办理不动产登记', proof: '受理单' },
      },
    ],
    result: { status: 'open', problemClass: 'collateral' },
  })
})

test('F1 the township corrects the class; the same class is no change', () => {
  const reason = '实为场所证明不全'
  expect(changeClass(coached(begun()), { ...given, problemClass: 'premises', reason })).toMatchObject({
    events: [{ type: 'class-changed', data: { from: 'collateral', to: 'premises' } }],
    result: { problemClass: 'premises' },
  })
  expect(changeClass(coached(begun()), { ...given, problemClass: 'collateral', reason })).toMatchObject({
    refusal: { code: 'same-class' },
  })
})

test('F1 closing tells the levels above the outcome and the class as it stood', () => {
  expect(closeCoaching(coached(begun()), { ...given, outcome: repaired })).toMatchObject({
    events: [
      { type: 'outcome-recorded', data: { outcome: 'repaired', proof: '不动产登记证明' } },
      {
        type: 'coaching-closed.v1',
        data: { coachingId: 'A-01-CO1', outcome: 'repaired', closedOn: '2025-03-03' },
      },
    ],
    result: { status: 'repaired', statusLabel: '已修复' },
  })
})

test('A2 another township is outside, and nobody works on what is not there', () => {
  const other = { by: person('township', 'x', '511702002'), at, done: '走访' }
  expect(takeMeasure(coached(begun()), other)).toMatchObject({ refusal: { code: 'outside-region' } })
  expect(takeMeasure(coached(), { ...other, by })).toMatchObject({ refusal: { code: 'not-found' } })
})

type Deed = 'measure' | 'class' | 'repaired' | 'given-up' | 'open'

test('F1 a closed coaching never changes', () => {
  const deeds = fc.array(
    fc.record({
      deed: fc.constantFrom<Deed>('measure', 'class', 'repaired', 'given-up', 'open'),
      problemClass: fc.constantFrom(...problemClassCodes),
    }),
    { minLength: 2, maxLength: 12 },
  )
  let closedBefore = 0
  fc.assert(
    fc.property(deeds, history => {
      let state = coached(begun())
      for (const { deed, problemClass } of history) {
        const before = state
        const decision =
          deed === 'open'
            ? openCoaching(state, coachingFile({ problemClass }))
            : deed === 'measure'
              ? takeMeasure(state, { ...given, done: '上门辅导' })
              : deed === 'class'
                ? changeClass(state, { ...given, problemClass, reason: '重新认定' })
                : closeCoaching(state, {
                    ...given,
                    outcome: deed === 'repaired' ? repaired : { outcome: 'given-up', reason: '企业停业' },
                  })
        if (decision.kind === 'accepted') state = decision.events.reduce(coachingAggregate.evolve, state)
        if (before.status !== 'repaired' && before.status !== 'given-up') continue
        closedBefore += 1
        expect(state).toEqual(before)
        if (deed !== 'open')
          expect(decision).toMatchObject({
            refusal: { code: 'coaching-closed', facts: { coachingStatus: before.status } },
          })
      }
    }),
    { numRuns: 2000 },
  )
  expect(closedBefore).toBeGreaterThan(1000)
})
