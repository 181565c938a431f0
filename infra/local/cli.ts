import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { demo } from './demo/demo.ts'
import { prepare } from './demo/prepare.ts'
import { narrate } from './demo/say.ts'
import { type Flags, readFlags, usage } from './flags.ts'
import { startStack } from './stack.ts'

const say = narrate(text => process.stdout.write(text))

/** Asked at the first Ctrl-C, however early it comes; the second one ends the process at once. */
const interruption = (): AbortSignal => {
  const asked = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      say.print('\n  正在停止…\n')
      asked.abort()
    })
  return asked.signal
}

const untilAsked = async (interrupted: AbortSignal): Promise<void> => {
  if (!interrupted.aborted) await once(interrupted, 'abort')
}

/** What a shell says of a process that Ctrl-C ended. */
const endedEarly = 130

type Prepared = Awaited<ReturnType<typeof prepare>>

const runIn = async (
  dataDir: string,
  given: {
    readonly flags: Flags
    readonly province: string
    readonly prepared: Exclude<Prepared, { readonly problem: string }> | undefined
    readonly began: number
    readonly interrupted: AbortSignal
  },
): Promise<number> => {
  const { flags, province, prepared, began, interrupted } = given
  const stack = await startStack({
    ...{ province, dataDir, port: flags.port, signature: flags.signature, fresh: flags.fresh },
    county: prepared?.county,
  }).catch((error: unknown) => {
    // Ctrl-C reaches the whole group: what it broke off on the way is no fault to tell of.
    if (!interrupted.aborted) throw error
  })
  if (!stack) return endedEarly
  try {
    if (interrupted.aborted) return endedEarly
    say.print(`  服务已就绪：${stack.baseUrl}（${((performance.now() - began) / 1000).toFixed(1)} 秒）\n`)
    const ending = prepared
      ? await Promise.race([demo({ flags, prepared, stack, dataDir, say, began }), untilAsked(interrupted)])
      : undefined
    if (flags.once) return interrupted.aborted ? endedEarly : ending?.ok === false ? 1 : 0
    if (!prepared) say.print(`  未载入数据（--no-demo）。接口文档 ${stack.baseUrl}/docs，Ctrl-C 停止。\n`)
    await untilAsked(interrupted)
    return 0
  } finally {
    await stack.stop()
  }
}

const main = async (flags: Flags): Promise<number> => {
  const began = performance.now()
  const prepared = flags.noDemo ? undefined : await prepare(flags)
  if (prepared && 'problem' in prepared) {
    process.stderr.write(`\n  输入有误：${prepared.problem}\n\n`)
    return 2
  }
  const interrupted = interruption()
  const province = prepared?.county.replace('G', '').slice(0, 2) ?? '51'
  const dataDir = flags.once ? await mkdtemp(join(tmpdir(), 'rongxie-')) : join('.local', province)
  say.print('\n  融协 Rongxie · 支持小微企业融资协调工作机制\n')
  try {
    return await runIn(dataDir, { flags, province, prepared, began, interrupted })
  } finally {
    if (flags.once) await rm(dataDir, { recursive: true, force: true })
  }
}

const fail = (error: unknown): number => {
  process.stderr.write(`\n  未能完成：${error instanceof Error ? error.message : String(error)}\n\n`)
  return 1
}

const start = async (): Promise<number> => {
  let flags: Flags
  try {
    flags = readFlags(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`\n  ${(error as Error).message}\n\n${usage}`)
    return 2
  }
  if (flags.help) {
    process.stdout.write(usage)
    return 0
  }
  return await main(flags).catch(fail)
}

process.exitCode = await start()
process.exit()
