import * as fc from 'fast-check'
import type { Application } from '../../services/intake/domain/application.ts'
import { nationalScope } from '../../services/intake/domain/policy.ts'
import { banks, county, form, notMet, today } from '../../services/intake/testing/given.ts'
import { correctApplication } from '../../services/intake/use-cases/correct-application/decide.ts'
import { submitApplication } from '../../services/intake/use-cases/submit-application/decide.ts'
import { withdrawApplication } from '../../services/intake/use-cases/withdraw-application/decide.ts'
import type { Step } from '../../services/review/domain/stages.ts'
import { reviewers } from '../../services/review/testing/cases.ts'
import { claimCase } from '../../services/review/use-cases/draft-list/decide.ts'
import { recommend } from '../../services/review/use-cases/recommend/decide.ts'
import { takeStep, type Verdict } from '../../services/review/use-cases/take-step/decide.ts'
import { bring, onCase, onEntity, type World } from './world.ts'

const applicationsOf = ({ entity }: World): readonly Application[] =>
  entity.status === 'unknown' ? [] : entity.applications

const named = (world: World, which: number): string => {
  const all = applicationsOf(world)
  return all[all.length - 1 - (which % Math.max(1, all.length))]?.applicationId ?? 'none'
}

/** What somebody does, or what a queue does to somebody. */
export type Deed = (world: World) => void

const at = '2026-03-04T02:00:00.000Z'
const written = (amount: number, fails: boolean) => ({
  ...form(amount % 2 === 0 ? { keyChain: '食品' } : {}),
  demand: { ...form().demand, amountFen: amount * 1_000_000 },
  ...(fails ? { criteria: { ...form().criteria, 'good-credit': notMet } } : {}),
})
const handedIn = { banks, caller: county, today, scope: nationalScope }

const submit =
  (amount: number): Deed =>
  world =>
    onEntity(world, submitApplication(world.entity, { ...handedIn, form: written(amount, false) }))
const correct =
  (which: number, amount: number, fails: boolean): Deed =>
  world =>
    onEntity(
      world,
      correctApplication(world.entity, {
        ...handedIn,
        applicationId: named(world, which),
        form: written(amount, fails),
        correctedAs: world.entityVersion + 1,
      }),
    )
const withdraw =
  (which: number): Deed =>
  world =>
    onEntity(
      world,
      withdrawApplication(world.entity, { applicationId: named(world, which), caller: county, today }),
    )
const review =
  (which: number, step: Step, verdict: Verdict): Deed =>
  world =>
    onCase(world, named(world, which), state =>
      takeStep(state, { step, verdict, opinion: '意见', by: reviewers[step], at }),
    )
const list =
  (which: number): Deed =>
  world => {
    const id = named(world, which)
    onCase(world, id, state =>
      claimCase(state, { listId: `RL-${id}`, regionCode: '511702', by: reviewers['task-force'] }),
    )
  }
const sign =
  (which: number): Deed =>
  world => {
    const id = named(world, which)
    onCase(world, id, state => recommend(state, { listId: `RL-${id}`, signedOn: today }))
  }

const which = fc.nat(1)
const amount = fc.integer({ min: 1, max: 9 })
const verdict = fc.constantFrom<Verdict>(
  { outcome: 'pass' },
  { outcome: 'pass' },
  { outcome: 'pass' },
  { outcome: 'return', missing: ['场地证明'] },
  { outcome: 'refuse', criterion: 'good-credit', problem: '有逾期', advice: '结清' },
)
const step = fc.constantFrom<Step>(
  'task-force',
  'task-force',
  'confirmation',
  'confirmation',
  'bank',
  'leader',
)

export const intakeDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: amount.map(submit) },
  { weight: 4, arbitrary: fc.tuple(which, amount, fc.constant(false)).map(given => correct(...given)) },
  { weight: 1, arbitrary: fc.tuple(which, amount, fc.constant(true)).map(given => correct(...given)) },
  { weight: 1, arbitrary: which.map(withdraw) },
)
const reviewDeed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(which, step, verdict).map(given => review(...given)) },
  { weight: 2, arbitrary: which.map(list) },
  { weight: 2, arbitrary: which.map(sign) },
)
const queueDeed: fc.Arbitrary<Deed> = fc.tuple(fc.nat(20), fc.boolean()).map(
  ([place, again]): Deed =>
    world =>
      bring(world, place, again),
)

const anyDeed = fc.oneof(
  { weight: 3, arbitrary: intakeDeed },
  { weight: 4, arbitrary: reviewDeed },
  { weight: 5, arbitrary: queueDeed },
)

const pass = { outcome: 'pass' } as const
const bringAll: Deed = world => {
  for (const _ of [...world.inFlight]) bring(world, 0, false)
}
/** From declaration to recommendation without a hitch. */
const wayThrough: readonly Deed[] = [
  submit(1),
  bringAll,
  review(0, 'task-force', pass),
  review(0, 'confirmation', pass),
  list(0),
  sign(0),
]

/** Anything at all; or a way through with anything shuffled in, so that many histories get far. */
export const anyHistory: fc.Arbitrary<readonly Deed[]> = fc.oneof(
  fc.array(anyDeed, { minLength: 5, maxLength: 40 }),
  fc
    .array(fc.tuple(fc.nat(12), anyDeed), { maxLength: 20 })
    .map(further =>
      further.reduce<readonly Deed[]>((deeds, [place, deed]) => deeds.toSpliced(place, 0, deed), wayThrough),
    ),
)
