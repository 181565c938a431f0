import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Application, endings } from '../../services/intake/domain/application.ts'
import type { OpenedCase } from '../../services/review/domain/case.ts'
import { anyHistory, type Deed, intakeDeed } from './deeds.ts'
import { bring, newWorld, settle, type World } from './world.ts'

const applicationsOf = ({ entity }: World): readonly Application[] =>
  entity.status === 'unknown' ? [] : entity.applications

const caseOf = ({ cases }: World, id: string): OpenedCase | undefined => {
  const state = cases.get(id)?.state
  return state === undefined || state.status === 'none' ? undefined : state
}

/** A small generator, so that one number stands for a whole order of deliveries. */
const picks = (seed: number) => {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state
  }
}

const over = ['returned', 'refused', 'withdrawn', 'removed']

const checkAlways = (world: World): void => {
  // B11: at most one live application an entity, whatever is on its way.
  expect(applicationsOf(world).filter(({ status }) => status === 'declared').length).toBeLessThanOrEqual(1)
}

const checkSettled = (world: World, crossed: { count: number }): void => {
  expect(world.inFlight).toEqual([])
  for (const application of applicationsOf(world)) {
    const { applicationId, status } = application
    const opened = caseOf(world, applicationId)
    const told = world.log.filter(({ on }) => on === applicationId).map(({ type }) => type)
    if (!opened) {
      expect(status).toBe('screened-out')
      continue
    }
    // C2, B6: once the first act of review fell, no correction is applied.
    const begun = told.indexOf('review-begun.v1')
    if (begun >= 0) expect(told.slice(begun)).not.toContain('case-corrected')
    // B5: nothing is recommended once the withdrawal took hold.
    const taken = told.indexOf('case-withdrawn')
    if (taken >= 0) expect(told.slice(taken)).not.toContain('application-recommended.v1')
    // Both end with the same content and the same standing.
    if (status === 'screened-out') {
      expect(over.includes(opened.status) || opened.file.withdrawal !== undefined).toBe(true)
      continue
    }
    const { profile } = opened.file
    expect([profile.demand, profile.keyChain]).toEqual([application.demand, application.keyChain])
    if (application.setAside) crossed.count += 1
    if (status === 'withdrawn')
      expect(over.includes(opened.status) || opened.file.withdrawal !== undefined).toBe(true)
    if (status === 'returned' || status === 'refused') expect(opened.status).toBe(status)
    // What ended at review is not live at intake.
    if (over.includes(opened.status)) expect(endings[status]).not.toContain('withdrawn')
  }
}

test('B5 B6 B11 C2 whatever crosses, doubles or comes late between intake and review: both end with one content and one standing', () => {
  const reached = new Map<string, number>()
  const crossed = { count: 0 }
  fc.assert(
    fc.property(anyHistory, fc.nat(1_000_000), (deeds, seed) => {
      const world = newWorld()
      for (const deed of deeds) {
        deed(world)
        checkAlways(world)
      }
      settle(world, picks(seed))
      checkAlways(world)
      checkSettled(world, crossed)
      for (const { state } of world.cases.values())
        reached.set(state.status, (reached.get(state.status) ?? 0) + 1)
    }),
    { numRuns: 10_000 },
  )
  // The property would hold of histories that lead nowhere; these cross and end everywhere.
  expect(crossed.count).toBeGreaterThan(100)
  for (const status of ['task-force-review', 'recommended', 'returned', 'refused', 'withdrawn'])
    expect([status, (reached.get(status) ?? 0) > 50]).toEqual([status, true])
})

test('B5 B6 what intake decided leads review to the same cases in whatever order and however often it arrives', () => {
  fc.assert(
    fc.property(
      fc.array(intakeDeed, { minLength: 1, maxLength: 15 }),
      fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 40 }),
      fc.nat(1_000_000),
      (deeds, queue, seed) => {
        const play = (between: (world: World) => void, pick: () => number) => {
          const world = newWorld()
          for (const deed of deeds as readonly Deed[]) deed(world)
          between(world)
          settle(world, pick)
          return [...world.cases].map(([id, { state }]) => [id, state]).sort()
        }
        const inOrder = play(
          () => undefined,
          () => 0,
        )
        const disordered = play(world => {
          for (const [place, again] of queue) bring(world, place, again)
        }, picks(seed))
        expect(disordered).toEqual(inOrder)
      },
    ),
    { numRuns: 10_000 },
  )
})
