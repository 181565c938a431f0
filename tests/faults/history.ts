import { openBanks, type Seen } from './banks.ts'
import { chanceFrom } from './chance.ts'
import { as, county } from './county.ts'
import { makeScheduler, type Weather } from './scheduler.ts'
import type { Steps } from './steps.ts'
import { names, type World } from './world.ts'

const hours = (now: string, more: number): string =>
  new Date(Date.parse(now) + more * 3_600_000).toISOString()

export type Told = {
  readonly seen: Seen
  /** What an actor was told that it should not have been told. */
  readonly faults: readonly string[]
  readonly unfinished: readonly string[]
}

/**
 * One history from the signed list to rest: two batches at once, banks that work or are silent, an application removed,
 * a consent taken back, clocks that run out, the next bank. The seed says who comes when and what goes wrong.
 */
export const runHistory = async (
  world: World,
  steps: Steps,
  { seed, applicationIds }: { readonly seed: number; readonly applicationIds: readonly string[] },
): Promise<Told> => {
  const chance = chanceFrom(seed)
  const scheduler = makeScheduler(world, steps, chance)
  const { callers, run } = scheduler
  const banks = openBanks(world, scheduler, chance)
  const weather: Weather = {
    mishapOneIn: chance.pick([25, 60, 200]),
    twice: chance.oneIn(2),
    slow: chance.oneIn(2) ? chance.pick(['matching', 'bank-gateway', 'bank-gateway', ...names]) : undefined,
  }
  const office = as('task-force')
  const faults: string[] = []

  const batch = async (key: string): Promise<void> => {
    const { status, body } = await callers.ask(
      'matching',
      office,
      'POST',
      '/matching/v1/batches',
      { regionCode: county },
      key,
    )
    if (status !== 201 && body.code !== 'nothing-to-push')
      faults.push(`batch ${key}: ${JSON.stringify(body)}`)
  }
  const remove = async (applicationId: string): Promise<void> => {
    const { body } = await callers.ask('review', office, 'GET', `/review/v1/cases/${applicationId}`)
    const answer = await callers.ask(
      'review',
      office,
      'POST',
      `/review/v1/recommendation-lists/${body.listId}/removals`,
      { applicationId, reason: 'false-material', detail: '购销合同经核实为虚假', evidence: '核查笔录12号' },
      `remove-${applicationId}`,
    )
    if (answer.status >= 300 && answer.status !== 409) faults.push(`removal: ${answer.text}`)
  }
  const takeBack = async (applicationId: string): Promise<void> => {
    const code = applicationId.slice(0, 18)
    const answer = await callers.ask(
      'intake',
      office,
      'POST',
      `/intake/v1/entities/${code}/consents/withdrawals`,
      { reason: '企业另有打算' },
      `withdraw-${applicationId}`,
    )
    if (answer.status >= 300 && answer.status !== 409) faults.push(`withdrawal: ${answer.text}`)
  }

  const [first = '', second = first] = applicationIds
  // While the list is still on its way some batches find nobody; a later one finds the rest.
  for (const number of [1, 2, 3]) callers.later(chance.below(600), () => void batch(`batch-${number}`))
  if (chance.oneIn(3)) callers.later(chance.below(900), () => void remove(first))
  if (chance.oneIn(3)) callers.later(chance.below(900), () => void takeBack(second))
  await run(weather)
  void batch('all-that-were-left')
  await run(weather)

  for (const round of [1, 2]) {
    world.held.kept.now = hours(world.held.kept.now, 80)
    if (round === 2) banks.answerAll()
    for (const _twin of [1, 2].slice(0, round)) void callers.tick('bank-gateway', 'sweep')
    await run(weather)
    // What a killed sweep left over, the next one finds.
    void callers.tick('bank-gateway', 'sweep')
    await run({ ...weather, mishapOneIn: 0 })
    void batch(`next-bank-${round}`)
    await run(weather)
  }
  return {
    seen: banks.seen,
    faults: [...faults, ...banks.faults],
    unfinished: scheduler.unfinished(),
  }
}
