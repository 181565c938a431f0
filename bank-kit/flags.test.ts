import { expect, test } from 'vitest'
import { readFlags } from './flags.ts'

const stack = [
  '--base-url',
  'http://localhost:8787',
  '--bank',
  'icbc',
  '--client',
  'bank-icbc',
  '--secret',
  's',
]

test('reads a bank to play, with its faults', () => {
  const flags = readFlags([
    'simulate',
    ...stack,
    '--seed',
    '7',
    '--until-empty',
    '--faults',
    'slow, doubled',
    '--webhook-port',
    '0',
  ])
  expect(flags).toMatchObject({
    command: 'simulate',
    bankId: 'icbc',
    seed: 7,
    untilEmpty: true,
    webhookPort: 0,
  })
  expect('faults' in flags && [...flags.faults]).toEqual(['slow', 'doubled'])
})

test.each([
  [['simulate', '--bank', 'icbc', '--secret', 's'], /缺少 --base-url/],
  [['simulate', ...stack, '--faults', 'late'], /没有“late”.*wrong-signature/],
  [['simulate', ...stack, '--seed', 'x'], /--seed 须为/],
  [['simulate', ...stack, '--minutes', ''], /--minutes 须为/],
  [['simulate', ...stack, '--base-url', 'ftp://x'], /--base-url 须为/],
  [['simulate', ...stack, '--nonsense'], /参数有误/],
  [['check', ...stack], /没有“check”/],
  [['check-bank', '--endpoint', 'https://bank.example/w', '--secret', 'plain'], /whsec_/],
])('what is wrong with %j is said in words', (args, said) => {
  expect(() => readFlags(args)).toThrow(said)
})

test('without a command, or with --help, the usage', () => {
  expect(readFlags([])).toEqual({ command: 'help' })
  expect(readFlags(['simulate', '--help'])).toEqual({ command: 'help' })
})
