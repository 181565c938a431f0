import { expect, test } from 'vitest'
import { runOnce } from '../support/once.ts'

test('D2 固始县 under its own profile by --input: pushed to intended banks alone', async () => {
  const { code, output, figures } = await runOnce(['--input', 'samples/xinyang-411525.xlsx', '--seed', '3'])
  expect(code, output).toBe(0)
  expect(output).toContain('xinyang')
  // As counted by hand over the workbook (samples/README.md).
  expect(figures).toMatchObject({ declared: 128, askedFen: 10_363_000_000 })
  expect(output).toMatch(/首要理由：意向银行 \d+\n/)
})
