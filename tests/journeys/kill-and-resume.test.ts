import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { writeSmallCounty } from '../support/small-county.ts'
import { type Cli, freePort, runCli } from '../support/started.ts'

const running: Cli[] = []
afterEach(() => {
  for (const cli of running.splice(0)) cli.child.kill('SIGKILL')
})

const figuresOf = (output: string): Record<string, number> => {
  const line = output.split('\n').find(text => text.startsWith('{"visited"'))
  if (!line) throw new Error(`no figures in:\n${output}`)
  const { seconds: _, ...figures } = JSON.parse(line) as Record<string, number>
  return figures
}

const start = async (folder: string): Promise<Cli> => {
  const cli = runCli(
    ['--json', '--input', 'county', '--seed', '4', '--port', String(await freePort())],
    folder,
  )
  running.push(cli)
  return cli
}

test('a county as two .csv files, killed twice in the middle of the way and started again: nothing lost, nothing doubled, the funnel equals a recount', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rongxie-kill-'))
  await writeSmallCounty(join(folder, 'county'), 18)
  try {
    const first = await start(folder)
    await first.printed(/部门信息、/)
    await new Promise(resolve => setTimeout(resolve, 500))
    first.child.kill('SIGKILL')
    await first.ended

    const second = await start(folder)
    await second.printed(/上次未走完/)
    await second.printed(/银行取件/)
    await new Promise(resolve => setTimeout(resolve, 600))
    second.child.kill('SIGKILL')
    await second.ended

    const third = await start(folder)
    await third.printed(/"visited"/)
    expect(third.output()).toContain('两者完全一致')
    const resumed = figuresOf(third.output())
    third.child.kill('SIGINT')
    expect(await third.ended).toBe(0)

    // A run that was never disturbed, with the same seed, is the oracle.
    const calm = runCli(
      ['--once', '--json', '--input', 'county', '--seed', '4', '--port', String(await freePort())],
      folder,
    )
    running.push(calm)
    expect(await calm.ended).toBe(0)
    expect(resumed).toEqual(figuresOf(calm.output()))

    // And once more: it goes on, it does not load twice.
    const fourth = await start(folder)
    await fourth.printed(/"visited"/)
    expect(fourth.output()).toContain('此前已载入')
    expect(figuresOf(fourth.output())).toEqual(resumed)
    fourth.child.kill('SIGINT')
    expect(await fourth.ended).toBe(0)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
