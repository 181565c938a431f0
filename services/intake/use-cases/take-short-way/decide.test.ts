import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type EntityState, liveApplication } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import type { Told } from '../../domain/rounds.ts'
import { applied, banks, county, folded, form, listed, today, uscc } from '../../testing/given.ts'
import { freeApplication } from '../free-application/decide.ts'
import { submitApplication } from '../submit-application/decide.ts'
import { withdrawApplication } from '../withdraw-application/decide.ts'
import { takeShortWay } from './decide.ts'

const applicationId = `${uscc}-01`

/** What the later stages say of the first application. */
const hear = (state: EntityState, told: Told): EntityState => {
  if (told.kind !== 'concluded') return folded(state, takeShortWay(state, { applicationId, told, today }))
  const { kind, ...conclusion } = told
  return folded(state, freeApplication(state, { applicationId, ending: { status: kind, ...conclusion } }))
}
const declare = (state: EntityState) =>
  submitApplication(state, { form: form(), banks, caller: county, today, scope: nationalScope })

const concluded = (listId: string, more: Partial<Told & { kind: 'concluded' }> = {}): Told => ({
  kind: 'concluded',
  outcome: 'not-credited',
  concludedOn: today,
  listId,
  demandCovered: false,
  ...more,
})
const repaired: Told = { kind: 'repaired', coachingId: 'CO1' }
const again = (listId: string, sequence: number): Told => ({ kind: 'recommended-again', listId, sequence })
const all = (...told: readonly Told[]) => told.reduce(hear, applied(listed()))

test('B11 F1 while the short way runs the entity declares nothing else, and when it ended it is free', () => {
  const free = all(concluded('L1'))
  expect(declare(free).kind).toBe('accepted')
  const running = all(concluded('L1'), repaired)
  expect(declare(running)).toMatchObject({
    refusal: { code: 'live-application-exists', facts: { liveApplicationId: applicationId } },
  })
  expect(declare(all(concluded('L1'), repaired, again('L2', 9))).kind).toBe('refused')
  const ended = all(concluded('L1'), repaired, again('L2', 9), concluded('L2', { outcome: 'credited' }))
  expect(declare(ended)).toMatchObject({ result: { applicationId: `${uscc}-02` } })
  expect(ended).toMatchObject({ applications: [{ status: 'concluded', outcome: 'credited', listId: 'L2' }] })
})

test('B11 F1 the first conclusion that comes late frees nothing while the repair runs', () => {
  expect(declare(all(repaired, concluded('L1'))).kind).toBe('refused')
  expect(declare(all(again('L2', 9), repaired, concluded('L1'))).kind).toBe('refused')
})

test('D4 F1 a demand that is covered goes to no bank again: the entity stays free', () => {
  expect(declare(all(concluded('L1', { demandCovered: true }), repaired)).kind).toBe('accepted')
})

test('B11 F1 declared anew before the repair: the newer word stands and the later stages hear it', () => {
  const freed = all(concluded('L1'))
  const anew = folded(freed, declare(freed))
  const decision = takeShortWay(anew, { applicationId, told: repaired as never, today })
  expect(decision).toMatchObject({
    events: [
      { type: 'round-told' },
      { type: 'application-freed' },
      { type: 'application-withdrawn.v1', data: { applicationId, reason: 'by-enterprise' } },
    ],
  })
  const after = folded(anew, decision)
  expect(liveApplication(after)?.applicationId).toBe(`${uscc}-02`)
  expect(after).toMatchObject({ applications: [{ status: 'withdrawn' }, { status: 'declared' }] })
})

test('B5 F1 the enterprise takes its application back on the short way too; what review refuses there ends it', () => {
  const running = all(concluded('L1'), repaired)
  const withdrawn = folded(running, withdrawApplication(running, { applicationId, caller: county, today }))
  expect(liveApplication(withdrawn)).toBeUndefined()
  expect(hear(withdrawn, again('L2', 9))).toEqual(withdrawn)
  const missing = ['合同']
  const ending = { status: 'returned', level: 'leader', missing, returnedOn: today } as const
  const returned = folded(running, freeApplication(running, { applicationId, ending }))
  expect(declare(returned).kind).toBe('accepted')
})

test('F1 an application that is not here is refused, one that ended otherwise does not come back', () => {
  const told = { kind: 'repaired', coachingId: 'CO1' } as const
  expect(takeShortWay(listed(), { applicationId, told, today })).toMatchObject({
    refusal: { code: 'application-unknown' },
  })
})

type Act = 'conclude' | 'repair' | 'sign' | 'declare'
const acts = fc.array(fc.constantFrom<Act>('conclude', 'repair', 'repair', 'sign', 'declare'), {
  maxLength: 14,
})

/** Review and matching as they are: one round after the other, one conclusion a push. */
const played = (history: readonly Act[]) => {
  const world = { repairs: 0, lists: 1, waiting: 0, open: true }
  const steps: { readonly told: Told | 'declare'; readonly underWay: boolean }[] = []
  const say = (told: Told | 'declare') => steps.push({ told, underWay: world.open || world.waiting > 0 })
  for (const act of history) {
    if (act === 'declare') say('declare')
    if (act === 'conclude' && world.open) {
      world.open = false
      say(concluded(`L${world.lists}`))
    }
    if (act === 'repair') {
      world.waiting += 1
      world.repairs += 1
      say({ kind: 'repaired', coachingId: `CO${world.repairs}` })
    }
    if (act === 'sign' && world.waiting > 0) {
      world.waiting -= 1
      world.lists += 1
      world.open = true
      say(again(`L${world.lists}`, world.lists))
    }
  }
  return steps
}

test('B11 F1 heard in order, the first application is live exactly while it is under way, and never two are', () => {
  let comebacks = 0
  fc.assert(
    fc.property(acts, history => {
      let state = applied(listed())
      for (const { told, underWay } of played(history)) {
        const before = liveApplication(state)
        state = told === 'declare' ? folded(state, declare(state)) : hear(state, told)
        const applications = state.status === 'unknown' ? [] : state.applications
        const live = applications.filter(({ status }) => status === 'declared')
        expect(live.length).toBeLessThanOrEqual(1)
        const first = applications[0]
        if (first?.status === 'withdrawn') continue
        expect(first?.status === 'declared').toBe(underWay)
        if (!before && first?.status === 'declared') comebacks += 1
      }
    }),
    { numRuns: 3_000 },
  )
  expect(comebacks).toBeGreaterThan(50)
})

test('B11 F1 doubled and in any order, the same words lead to the same end', () => {
  const heard = acts
    .map(history => played(history).flatMap(({ told }) => (told === 'declare' ? [] : [told])))
    .chain(told => {
      const doubled = [...told, ...told]
      return fc.record({
        told: fc.constant(told),
        order: fc.shuffledSubarray(doubled, { minLength: doubled.length }),
      })
    })
  fc.assert(
    fc.property(heard, ({ told, order }) => {
      const [inOrder, shuffled] = [told, order].map(words => {
        const state = words.reduce(hear, applied(listed()))
        const { rounds: _rounds, ...first } = (state.status === 'unknown' ? [] : state.applications)[0] ?? {}
        return first
      })
      expect(shuffled).toEqual(inOrder)
    }),
    { numRuns: 3_000 },
  )
})
