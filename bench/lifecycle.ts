import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { type Api, connect, expectOk } from '#infra/local/demo/api.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { amounts, type Worked, workAtBank, workOneByOne } from './lifecycle-bank.ts'
import { capacityPerReferral } from './lifecycle-capacity.ts'
import { bankIdAt, county, pushAll, recommend, registerBanks } from './lifecycle-county.ts'
import { type BenchStack, startBenchStack } from './stack.ts'
import { timings } from './timings.ts'

type LifecycleOptions = {
  readonly referrals: number
  readonly banks: number
  /** Folder for CPU profiles of the stack. */
  readonly profileTo?: string
}

type Say = (what: string, value: string) => void

/** Two banks an application. */
const banksPerApplication = 2
/** Referrals that one caller carries through, one call at a time, before and with the silent bank's backlog. */
const probeReferrals = 60

const today = (): string => shanghaiDay(new Date().toISOString())
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const perSecond = (count: number, ms: number): string => `${(count / (ms / 1000)).toFixed(1)} /s`
const ms = (value: number): string => `${value.toFixed(0)} ms`

type County = {
  readonly stack: BenchStack
  readonly api: Api
  /** Banks that answer. */
  readonly bankIds: readonly string[]
  readonly nextNumber: () => number
}

/** A round of referrals to the answering banks: recommended, pushed, taken, answered, everything carried to its end. */
const round = async ({ stack, api, bankIds, nextNumber }: County, tag: string, referrals: number) => {
  const measured = timings()
  const wishes = Array.from({ length: Math.ceil(referrals / banksPerApplication) }, (_, index) => ({
    number: nextNumber(),
    bankIds: [0, 1].map(other => bankIds[(index * banksPerApplication + other) % bankIds.length] ?? ''),
  }))
  const began = performance.now()
  const passed = (what: string): number => {
    const at = performance.now()
    process.stderr.write(`  (${tag}: ${what}, ${seconds(at - began)} from its start)\n`)
    return at
  }
  await recommend(stack, wishes, today())
  await stack.settled()
  const waiting = passed('plans taken in')
  const pushed = await pushAll(api, tag, measured)
  await stack.settled()
  const offered = passed('pushed and offered')
  const worked = await Promise.all(
    bankIds.map(bankId =>
      workAtBank({
        client: api.as(`bank-${bankId}`),
        expected: pushed.get(bankId) ?? new Set(),
        today: today(),
        timings: measured,
      }),
    ),
  )
  const answered = passed('answered')
  await stack.settled()
  const ended = passed('carried to matching and reports')
  const steps = {
    recommended: waiting - began,
    pushed: offered - waiting,
    answered: answered - offered,
    settled: ended - answered,
  }
  return { wishes, pushed, worked, steps, total: ended - began, rows: measured.rows() }
}
type Round = Pick<Awaited<ReturnType<typeof round>>, 'wishes' | 'worked'>

/** One bank alone works through referrals of its own, a call at a time: what another bank's backlog would be felt by. */
const probe = async ({ stack, api, bankIds: [bankId = ''], nextNumber }: County, tag: string) => {
  const measured = timings()
  const wishes = Array.from({ length: probeReferrals }, () => ({ number: nextNumber(), bankIds: [bankId] }))
  await recommend(stack, wishes, today())
  await stack.settled()
  const pushed = await pushAll(api, tag, timings())
  await stack.settled()
  const worked = await workOneByOne({
    client: api.as(`bank-${bankId}`),
    expected: pushed.get(bankId) ?? new Set(),
    today: today(),
    timings: measured,
  })
  await stack.settled()
  return { wishes, worked: [worked], rows: measured.rows() }
}

const unlike = (what: string, found: unknown, expected: unknown): readonly string[] =>
  found === expected ? [] : [`${what}: ${String(found)} instead of ${String(expected)}`]

/** Every application pushed, every referral offered once and answered, the funnel equal to the count. */
const faultsOf = async ({ api }: County, rounds: readonly Round[], silent: number): Promise<string[]> => {
  const all = (pick: (worked: Worked) => readonly string[]) =>
    rounds.flatMap(({ worked }) => worked.flatMap(pick))
  const applications = rounds.reduce((sum, { wishes }) => sum + wishes.length, 0)
  const referrals = rounds.reduce((sum, { wishes }) => sum + wishes.flatMap(wish => wish.bankIds).length, 0)
  const credited = all(({ granted }) => granted)
  const entities = (ids: readonly string[]) => new Set(ids.map(id => id.slice(0, 18))).size
  const reply = await api.as(`supervisor-${county}`).get(`/reports/v1/funnel?region=${county}`)
  const total = expectOk('funnel', reply)['total'] as Record<string, number>
  return [
    ...unlike('offers shown', all(({ offered }) => offered).length, referrals),
    ...unlike('referrals offered', new Set(all(({ offered }) => offered)).size, referrals),
    ...unlike('messages doubled', all(({ shown }) => shown).length, new Set(all(({ shown }) => shown)).size),
    ...unlike('funnel recommended', total['recommended'], applications + silent),
    ...unlike('funnel pushed', total['pushed'], applications + silent),
    ...unlike('funnel contacted', total['contacted'], applications),
    ...unlike('funnel credited', total['credited'], entities(credited)),
    ...unlike('funnel not credited', total['notCredited'], entities(all(({ refused }) => refused))),
    ...unlike('funnel creditedFen', total['creditedFen'], credited.length * amounts.lineFen),
    ...unlike('funnel drawnFen', total['drawnFen'], credited.length * amounts.drawnFen),
  ]
}

/** Pushes to the bank that never looks, so that its queue stands full. */
const silence = async ({ stack, api, nextNumber }: County, bankId: string, count: number): Promise<void> => {
  const wishes = Array.from({ length: count }, () => ({ number: nextNumber(), bankIds: [bankId] }))
  await recommend(stack, wishes, today())
  await stack.settled()
  await pushAll(api, 'silent', timings())
  await stack.settled()
}

const probeLine = ({ rows }: Awaited<ReturnType<typeof probe>>): string =>
  rows.map(({ what, p50, p95 }) => `${what} ${ms(p50)} / ${ms(p95)}`).join(', ')

/**
 * Banks, referrals and their full feedback through the local stack (issue 4). One bank is silent.
 * Prints referrals a second, latency per call, memory and consumed capacity; throws when anything was lost or doubled.
 */
const lifecycle = async (options: LifecycleOptions, say: Say): Promise<void> => {
  const { referrals, banks, profileTo } = options
  say('referral lifecycles', `${referrals} referrals, ${banks} banks, one of them silent`)
  const stack = await startBenchStack(county, profileTo === undefined ? {} : { profileTo })
  try {
    const api = connect(stack.baseUrl, 'lifecycle')
    await registerBanks(api, banks)
    await stack.settled()
    let number = 0
    const bankIds = Array.from({ length: banks - 1 }, (_, index) => bankIdAt(index))
    const place: County = { stack, api, bankIds, nextNumber: () => ++number }
    // Every function is warm before anything is measured.
    const warm = await round(place, 'warm', 2 * banks)
    const main = await round(place, 'main', referrals)
    const before = await probe(place, 'before')
    const backlog = Math.ceil(referrals / 10)
    await silence(place, bankIdAt(banks - 1), backlog)
    const after = await probe(place, 'after')

    const faults = await faultsOf(place, [warm, before, main, after], backlog)
    if (faults.length > 0) throw new Error(`lost or doubled: ${faults.join('; ')}`)
    const { steps } = main
    say('  recommended → drawn or refused, all counted', seconds(main.total))
    say('  whole lifecycles', perSecond(referrals, main.total))
    say('  taken in as plans', perSecond(main.wishes.length, steps.recommended))
    say('  chosen, pushed, offered', perSecond(referrals, steps.pushed))
    say('  taken, acknowledged, answered by the banks', perSecond(referrals, steps.answered))
    say('  carried to matching and reports after the last answer', seconds(steps.settled))
    for (const { what, count, p50, p95 } of main.rows)
      say(`  ${what}`, `p50 ${ms(p50)}, p95 ${ms(p95)} (${count} calls, ${banks - 1} callers at once)`)
    say('  resident memory of the stack', `${Math.round((await stack.residentBytes()) / 1024 ** 2)} MB`)
    say('  one bank alone, call by call, p50 / p95', probeLine(before))
    say(`  the same with ${backlog} unread at the silent bank`, probeLine(after))
  } finally {
    await stack.stop()
  }
  await capacityPerReferral(say)
}

/** `--referrals N --banks N --profile-to FOLDER`; left out: 1,000 referrals, 50 banks, no profile. */
const optionsFrom = (args: readonly string[]): LifecycleOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      referrals: { type: 'string', default: '1000' },
      banks: { type: 'string', default: '50' },
      'profile-to': { type: 'string' },
    },
  })
  const profileTo = values['profile-to']
  const [referrals, banks] = [Number(values.referrals), Number(values.banks)]
  if (!(referrals >= 2 && banks >= 3 && banks <= 99))
    throw new Error('--referrals takes 2 or more, --banks 3 to 99')
  return { referrals, banks, ...(profileTo === undefined ? {} : { profileTo }) }
}

const print: Say = (what, value) => {
  process.stdout.write(`${what.padEnd(58)} ${value}\n`)
}
print('machine', `${availableParallelism()} cores`)
await lifecycle(optionsFrom(process.argv.slice(2)), print)
process.exit(0)
