import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { connect, expectOk } from '#infra/local/demo/api.ts'
import { mainPath } from '#infra/local/demo/main-path.ts'
import { prepare } from '#infra/local/demo/prepare.ts'
import { readFlags } from '#infra/local/flags.ts'
import { startStack } from '#infra/local/stack.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { callsOneByOne } from './calls.ts'
import { residentBytesOfTree } from './resident.ts'

/** What `bench/lifecycle.ts` takes; read first, so that a slip is told at once and not after a minute of measuring. */
try {
  const { values } = parseArgs({
    options: { referrals: { type: 'string' }, banks: { type: 'string' }, 'profile-to': { type: 'string' } },
  })
  for (const name of ['referrals', 'banks'] as const)
    if (!/^[1-9]\d*$/.test(values[name] ?? '1')) throw new Error(`--${name} takes a whole number`)
} catch (error) {
  process.stderr.write(
    `${(error as Error).message}\nnpm run bench takes: --referrals N, --banks N, --profile-to FOLDER\n`,
  )
  process.exit(2)
}

/** Prints the README's figures: start, the whole way for a county, memory, and one caller's latency. */
const port = 8899
const dataDir = await mkdtemp(join(tmpdir(), 'rongxie-bench-'))
const seconds = (since: number): string => ((performance.now() - since) / 1000).toFixed(1)
const megabytes = (bytes: number): string => `${Math.round(bytes / 1024 / 1024)} MB`
const line = (what: string, value: string): void => {
  process.stdout.write(`${what.padEnd(58)} ${value}\n`)
}

line('machine', `${availableParallelism()} cores, ${Math.round(totalmem() / 1024 ** 3)} GiB`)
const prepared = await prepare(readFlags([]))
if ('problem' in prepared) throw new Error(prepared.problem)

const begun = performance.now()
const stack = await startStack({ province: '51', dataDir, port, county: prepared.county })
try {
  line('stack ready, synthesis included', `${seconds(begun)} s`)

  const whole = performance.now()
  const api = connect(stack.baseUrl, 'bench')
  const quiet = { step: () => undefined, fact: () => undefined, row: () => undefined }
  const { figures, differing } = await mainPath({
    ...prepared,
    api,
    today: shanghaiDay(new Date().toISOString()),
    say: quiet,
    settled: stack.settled,
  })
  if (differing.length > 0) throw new Error(`report and recount differ: ${differing.join(', ')}`)
  line(`county of ${prepared.input.registry.length} rows, from file to drawdown`, `${seconds(whole)} s`)
  line('  entities visited → declared → drawn', `${figures.visited} → ${figures.declared} → ${figures.drawn}`)

  const calls = await callsOneByOne(api, prepared.county)
  line('POST /intake/v1/applications, one caller, warm: p50', `${calls.p50.toFixed(1)} ms`)
  line(
    '                                                p95',
    `${calls.p95.toFixed(1)} ms (${calls.count} calls)`,
  )

  await stack.settled()
  line(
    'resident memory of the whole stack (with the demo)',
    megabytes(await residentBytesOfTree(process.pid)),
  )
  expectOk(
    'funnel',
    await api.as(`supervisor-${prepared.county}`).get(`/reports/v1/funnel?region=${prepared.county}`),
  )
} finally {
  await stack.stop()
  await rm(dataDir, { recursive: true, force: true })
}
// What reading work baskets costs, whatever the number of cases; more cases with `npx node bench/baskets.ts NUMBER`.
spawnSync(process.execPath, [join(import.meta.dirname, 'baskets.ts')], { stdio: 'inherit' })
// Banks, referrals and their full feedback; a large city's month with `npm run bench -- --referrals 20000`.
spawnSync(process.execPath, [join(import.meta.dirname, 'lifecycle.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exit(0)
