import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { freePort, runCli } from '../support/started.ts'

type Printed = Record<string, number>

const lastLine = (output: string): Printed => JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Printed

const runOnce = async (
  args: readonly string[],
): Promise<{ code: number; output: string; figures: Printed }> => {
  const folder = await mkdtemp(join(tmpdir(), 'rongxie-cli-'))
  const port = String(await freePort())
  const cli = runCli(['--once', '--json', '--port', port, ...args])
  const code = await cli.ended
  await rm(folder, { recursive: true, force: true })
  return { code, output: cli.output(), figures: code === 0 ? lastLine(cli.output()) : {} }
}

describe('the whole way, once: from a county’s list to money lent', () => {
  test('B1 B3 B4 C2 C3 C4 D1 D3 E1 E3 G1 通川区: what is printed is what the reports answer and what a recount gives', async () => {
    const { code, output, figures } = await runOnce([])
    expect(code, output).toBe(0)
    expect(output).toContain('两者完全一致')
    // 申报户数与金额 as counted by hand over the workbook (samples/README.md).
    expect(figures).toMatchObject({ declared: 128, askedFen: 10_795_000_000 })
    const order = ['visited', 'declared', 'recommended', 'pushed', 'contacted', 'credited', 'drawn']
    const counts = order.map(name => figures[name] ?? -1)
    expect(counts).toEqual([...counts].sort((a, b) => b - a))
    expect(counts.at(-1)).toBeGreaterThan(0)
    expect(figures['drawnFen']).toBeLessThanOrEqual(figures['creditedFen'] ?? 0)
  })

  test('D2 固始县 under its own profile by --input: pushed to intended banks alone', async () => {
    const { code, output, figures } = await runOnce(['--input', 'samples/xinyang-411525.xlsx', '--seed', '3'])
    expect(code, output).toBe(0)
    expect(output).toContain('xinyang')
    expect(figures).toMatchObject({ declared: 128, askedFen: 10_363_000_000 })
    expect(output).toMatch(/首要理由：意向银行 \d+\n/)
  })

  test('the same seed gives the same answers, another seed gives others', async () => {
    const [one, again, other] = [
      await runOnce(['--seed', '5']),
      await runOnce(['--seed', '5']),
      await runOnce(['--seed', '6']),
    ].map(({ figures: { seconds: _, ...rest } }) => rest)
    expect(again).toEqual(one)
    expect(other).not.toEqual(one)
  })
})
