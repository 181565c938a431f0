import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runOnce } from '../support/once.ts'
import { writeSmallCounty } from '../support/small-county.ts'
import { freePort, runCli } from '../support/started.ts'

describe('the whole way, once: from a county’s list to money lent', () => {
  test('B1 B3 B4 B7 C2 C3 C4 D1 D3 E1 E3 G1 通川区: what is printed is what the reports answer and what a recount gives', async () => {
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

  test.each([
    [
      'an .xlsx that is no .xlsx',
      async (folder: string) => {
        await writeFile(join(folder, 'county.xlsx'), 'this is text')
        return join(folder, 'county.xlsx')
      },
      /输入有误.*xlsx/s,
    ],
    ['a file that is not there', async (folder: string) => join(folder, 'gone.xlsx'), /输入有误/],
    [
      'an empty sheet',
      async (folder: string) => {
        await writeSmallCounty(folder, 0)
        return folder
      },
      /输入有误/,
    ],
    [
      'a sheet with unknown columns',
      async (folder: string) => {
        await writeSmallCounty(folder, 2)
        const sheet = join(folder, '走访.csv')
        const text = await readFile(sheet, 'utf8')
        await writeFile(sheet, text.replace('是否同意推送', '是否同意推送,颜色'))
        return folder
      },
      /输入有误.*颜色/s,
    ],
  ])('B1 %s is refused before anything starts', async (_what, make, message) => {
    const folder = await mkdtemp(join(tmpdir(), 'rongxie-county-'))
    const cli = runCli(['--once', '--port', String(await freePort()), '--input', await make(folder)])
    expect(await cli.ended).toBe(2)
    expect(cli.output()).toMatch(message)
    await rm(folder, { recursive: true, force: true })
  })
})
