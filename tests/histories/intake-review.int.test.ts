import { expect, test } from 'vitest'
import { load } from '#shared/commits/execute.ts'
import type { CommitTable } from '#shared/commits/table.ts'
import { type Envelope, eventContracts } from '#shared/contracts/events.ts'
import { type EventName, eventNameOf } from '#shared/contracts/names.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { testSealer, testSigner } from '#shared/keys/testing.ts'
import { envelopeOf, publishedIndexes } from '#shared/queue/envelope.ts'
import type { Fate } from '#shared/queue/inbox.ts'
import { startTestTable } from '#shared/testing/engine.ts'
import { type Claims, harness, silentLog } from '#shared/testing/harness.ts'
import type { Deps as IntakeDeps } from '../../services/intake/deps.ts'
import { entityDefinition } from '../../services/intake/domain/entity.ts'
import { intakeService } from '../../services/intake/handlers.ts'
import { form, uscc } from '../../services/intake/testing/given.ts'
import { application, platform, target, taskForce, township } from '../../services/intake/testing/story.ts'
import type { Deps as ReviewDeps } from '../../services/review/deps.ts'
import { caseAggregate } from '../../services/review/domain/case.ts'
import { reviewService } from '../../services/review/handlers.ts'
import { inParallel } from '../../services/review/parallel.ts'

const now = '2026-03-02T04:00:00.000Z'
const applicationId = `${uscc}-01`
const next = `${uscc}-02`

/** Dies right after its n-th write: the write stands, its answer is lost. */
class Died extends Error {}
const dyingAfter = (n: number) => {
  let writes = 0
  const dying = (table: CommitTable): CommitTable => {
    const write =
      <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        const result = await work(...given)
        writes += 1
        if (writes === n) throw new Died()
        return result
      }
    return {
      ...table,
      append: write(table.append),
      claim: write(table.claim),
      recordAccess: write(table.recordAccess),
    }
  }
  return { dying, writes: () => writes }
}

type Delivery = (envelopes: readonly Envelope[]) => readonly Envelope[]
const inOrder: Delivery = envelopes => envelopes
/** The last first, and each twice. */
const disordered: Delivery = envelopes => envelopes.toReversed().flatMap(one => [one, one])

/** The same days of one enterprise, under these deliveries and this death; how everything stands in the end. */
const play = async (delivery: Delivery, death = Number.POSITIVE_INFINITY) => {
  const [atIntake, atReview] = await Promise.all([startTestTable(), startTestTable()])
  const { dying, writes } = dyingAfter(death)
  const common = { province: '51', clock: () => now, log: silentLog }
  const tables = { intake: dying(atIntake.table), review: dying(atReview.table) }
  const deps = {
    intake: {
      ...common,
      table: tables.intake,
      sealer: testSealer(),
      sqs: {} as IntakeDeps['sqs'],
      objects: {} as IntakeDeps['objects'],
    },
    review: { ...common, table: tables.review, signer: testSigner(), sqs: {} as ReviewDeps['sqs'] },
  }
  const doors = { intake: harness(intakeService, deps.intake), review: harness(reviewService, deps.review) }

  /** Whoever gets no answer asks again with the same key. */
  let keys = 0
  const call = async (
    service: 'intake' | 'review',
    who: Claims,
    path: string,
    body: object,
  ): Promise<number> => {
    keys += 1
    const key = `key-${keys}`
    for (;;) {
      const answer = await doors[service].call(who, 'POST', path, body, key)
      if (answer.status !== 500) return answer.status
    }
  }
  const hand = async (to: 'intake' | 'review', envelope: Envelope): Promise<Fate> => {
    const name = eventNameOf(envelope.type) as EventName
    const { handlers } = to === 'intake' ? intakeService : reviewService
    // The name picks handler, contract and dependencies together; the compiler cannot follow.
    const handler = handlers[name] as ((received: unknown, deps: unknown) => Promise<Fate>) | undefined
    if (!handler) return { fate: 'done' }
    const data = eventContracts[name].parse(envelope.data)
    const cause = { key: `event:${envelope.id}`, fingerprint: fingerprintOf(data) }
    const actor = { sub: 'system', org: 'system', role: 'system', region: '510000' }
    const received = { name, data, envelope, cause, actor }
    try {
      return await handler(received, deps[to])
    } catch (error) {
      if (error instanceof Died) return { fate: 'retry', why: 'died' }
      throw error
    }
  }
  /** Everything said so far arrives, also what arrived before; what is to be retried comes again. */
  const settle = async (): Promise<void> => {
    const said = async (table: CommitTable, aggregate: string, id: string, publishes: readonly EventName[]) =>
      (await table.read(aggregate, id)).flatMap(commit =>
        publishedIndexes(commit, publishes).map(index => envelopeOf('51', commit, index)),
      )
    for (let round = 0; round < 2; round += 1) {
      let toReview = delivery(await said(atIntake.table, 'entity', uscc, intakeService.declaration.publishes))
      while (toReview.length > 0) {
        const again: Envelope[] = []
        for (const one of toReview) if ((await hand('review', one)).fate === 'retry') again.push(one)
        toReview = again
      }
      const cases = await Promise.all(
        [applicationId, next].map(id =>
          said(atReview.table, 'case', id, reviewService.declaration.publishes),
        ),
      )
      for (const one of delivery(cases.flat()))
        while ((await hand('intake', one)).fate === 'retry') await Promise.resolve()
    }
  }

  try {
    const bank = {
      bankId: 'icbc-tongchuan',
      name: '工行通川支行',
      institutionId: 'icbc',
      institutionName: '工行',
    }
    const registered = { ...bank, regionCodes: ['511702'], active: true }
    for (;;) {
      const told = doors.intake.receive('bank-registered.v1', registered, 'bank#icbc-tongchuan@1.0')
      if (
        await told.then(
          () => true,
          () => false,
        )
      )
        break
    }
    const intake = (path: string, body: object, who = township) =>
      call('intake', who, `/intake/v1/${path}`, body)
    const reviewer = (role: string): Claims => ({ ...taskForce, sub: role, role })
    const pass = { level: 'task-force', outcome: 'pass', opinion: '同意' }
    const bigger = (amountFen: number) => ({ ...form(), demand: { ...form().demand, amountFen } })
    const answers = [
      await intake('target-lists', target(), platform),
      await intake('applications', application()),
      await intake(`applications/${applicationId}/correction`, bigger(60_000_000)),
      await settle(),
      await call('review', reviewer('task-force'), `/review/v1/cases/${applicationId}/reviews`, pass),
      // Crosses with the first act of review.
      await intake(`applications/${applicationId}/correction`, bigger(70_000_000)),
      await settle(),
      await call(
        'review',
        reviewer('industry-department'),
        `/review/v1/cases/${applicationId}/confirmation`,
        {
          outcome: 'refuse',
          opinion: '不予确认',
          criterion: 'lawful-use',
          problem: '用途不明',
          advice: '补充合同后重新申报',
        },
      ),
      await settle(),
      await intake('applications', application()),
      await intake(`applications/${next}/correction`, bigger(80_000_000)),
      await intake(`applications/${next}/withdrawal`, {}),
      await settle(),
    ]
    const { state: entity } = await load(atIntake.table, entityDefinition, uscc)
    const [first, second] = await Promise.all(
      [applicationId, next].map(async id => (await load(atReview.table, caseAggregate, id)).state),
    )
    return { answers, entity, first, second, writes: writes() }
  } finally {
    await Promise.all([atIntake.stop(), atReview.stop()])
  }
}

/** A seal is different each time; what it seals is not. */
const unsealed = (stood: object): object =>
  JSON.parse(JSON.stringify(stood, (field, value) => (field === 'sealed' ? '' : value)))

test('B5 B6 C2 over real engines: disorder, doubles and a death after any write end where the quiet days end', async () => {
  const { writes, ...quiet } = await play(inOrder)
  expect(quiet.answers.filter(status => status !== undefined)).toEqual([
    200, 201, 200, 201, 200, 200, 201, 200, 200,
  ])
  expect(quiet.entity).toMatchObject({
    applications: [
      { status: 'refused', demand: { amountFen: 60_000_000 }, setAside: {} },
      { status: 'withdrawn', demand: { amountFen: 80_000_000 } },
    ],
  })
  expect(quiet.first).toMatchObject({
    status: 'refused',
    file: { profile: { demand: { amountFen: 60_000_000 } } },
  })
  expect(quiet.second).toMatchObject({
    status: 'withdrawn',
    file: { profile: { demand: { amountFen: 80_000_000 } } },
  })

  const deaths = Array.from({ length: writes }, (_, at) => at + 1)
  expect(deaths.length).toBeGreaterThan(20)
  await inParallel(
    [Number.POSITIVE_INFINITY, ...deaths],
    async death => {
      const { writes: _, ...stormy } = await play(disordered, death)
      expect({ death, ...unsealed(stormy) }).toEqual({ death, ...unsealed(quiet) })
    },
    4,
  )
}, 180_000)
