import { checkBank } from './check-bank/check-bank.ts'
import { checkStack } from './check-stack/check-stack.ts'
import { readFlags, usage } from './flags.ts'
import { simulate, summaryOf } from './simulate/simulate.ts'
import { countOf, type Finding, printed } from './verdict.ts'

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const conclude = (findings: readonly Finding[], json: boolean): number => {
  const ok = countOf(findings, 'fail') === 0
  say(`\n${printed(findings)}\n`)
  if (json) say(JSON.stringify({ ok, findings }))
  return ok ? 0 : 1
}

const run = async (flags: ReturnType<typeof readFlags>): Promise<number> => {
  switch (flags.command) {
    case 'help':
      say(usage)
      return 0
    case 'simulate': {
      const told = await simulate(flags, say)
      say(`\n${summaryOf(told, [...flags.faults])}\n`)
      if (flags.json) say(JSON.stringify(told))
      return told.ok ? 0 : 1
    }
    case 'check-stack':
      return conclude(await checkStack(flags, say), flags.json)
    case 'check-bank':
      return conclude(await checkBank(flags.endpoint, flags.secret), flags.json)
  }
}

const start = async (): Promise<number> => {
  let flags: ReturnType<typeof readFlags>
  try {
    flags = readFlags(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(`\n  ${(error as Error).message}\n\n${usage}`)
    return 2
  }
  try {
    return await run(flags)
  } catch (error) {
    process.stderr.write(`\n  未能完成：${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

process.exitCode = await start()
