import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EventName, producers } from '#shared/contracts/names.ts'
import type { ServiceName } from '#shared/service/declaration.ts'
import { startTestTable, type TestTable } from '#shared/testing/engine.ts'
import { signedCounty } from './county.ts'
import { faultsOf } from './faults-of.ts'
import { runHistory } from './history.ts'
import { commitsOf, said } from './published.ts'
import { makeSteps, type Steps } from './steps.ts'
import { type EngineFor, emptyKept, makeWorld, names } from './world.ts'

/** One more seed costs a tenth of a second: HISTORIES=5000 looks further. */
const histories = Number(process.env['HISTORIES'] ?? 120)

/** What enough of the histories must come to. */
const wanted = [
  'sibling-credited.v1',
  'exposure-warned.v1',
  'referral-unaccepted.v1',
  'referral-recalled.v1',
  'recall-acknowledged.v1',
  'application-removed.v1',
  'application-withdrawn.v1',
  'application-concluded.v1',
  'coaching-opened.v1',
  'loan-drawn.v1',
] as const satisfies readonly EventName[]

const fail = (): never => {
  throw new Error('no such county')
}

let steps: Steps
beforeAll(() => {
  steps = makeSteps()
})
afterAll(() => steps.restore())

describe('functions killed between any two reads or writes, writes that fail though they took hold, all told twice and out of order', () => {
  test('D4 C7 E3 E7 F1 G1 nothing is lost, nothing doubled, siblings hear of each grant once, reports equal a recount', async () => {
    const world = await makeWorld(steps)
    const counties = []
    for (const applications of [1, 2]) {
      world.held.kept = emptyKept()
      const applicationIds = await signedCounty(world, applications)
      counties.push({ applicationIds, begun: structuredClone(world.held.kept) })
    }
    const wrong: string[] = []
    const reached = Object.fromEntries(wanted.map(name => [name, 0])) as Record<
      (typeof wanted)[number],
      number
    >
    for (let seed = 1; seed <= histories && wrong.length < 3; seed += 1) {
      // One application meets everything; two also meet each other in batches.
      const { applicationIds, begun } = counties[seed % 3 === 0 ? 1 : 0] ?? fail()
      world.held.kept = structuredClone(begun)
      const faults = await faultsOf(world, await runHistory(world, steps, { seed, applicationIds }))
      for (const name of wanted)
        reached[name] += said(commitsOf(world.held.kept, producers[name]), name).length
      if (faults.length > 0) wrong.push(`seed ${seed}: ${faults.slice(0, 4).join('\n  ')}`)
    }
    expect(wrong.join('\n')).toBe('')
    // Histories that never get there would prove little.
    for (const name of wanted) expect(reached[name], name).toBeGreaterThan(histories / 20)
  }, 240_000)

  test('D4 C7 E3 the same holds over the real engine', async () => {
    const engines = new Map<ServiceName, TestTable>()
    for (const name of names) engines.set(name, await startTestTable())
    const onEngine: EngineFor = service => {
      const engine = engines.get(service)?.table
      if (!engine) throw new Error(`no engine for ${service}`)
      return { engine: engine.client, table: engine.name }
    }
    try {
      const world = await makeWorld(steps, onEngine)
      const applicationIds = await signedCounty(world, 2)
      const told = await runHistory(world, steps, { seed: 2, applicationIds })
      expect((await faultsOf(world, told)).join('\n')).toBe('')
    } finally {
      for (const { stop } of engines.values()) await stop()
    }
  })
})
