import { expect, test } from 'vitest'
import { readFlags } from './flags.ts'

test('without flags the sample county is run on port 8787 and the stack stays up', () => {
  expect(readFlags([])).toMatchObject({ once: false, port: 8787, seed: 1, noDemo: false, input: undefined })
})

test('every flag is read', () => {
  const args =
    '--once --json --input a.xlsx --profile xinyang --signature sm2 --keep-for icbc-tongchuan --seed 7 --port 9000 --no-demo --fresh'
  expect(readFlags(args.split(' '))).toEqual({
    once: true,
    json: true,
    input: 'a.xlsx',
    profile: 'xinyang',
    signature: 'sm2',
    keepFor: 'icbc-tongchuan',
    seed: 7,
    port: 9000,
    noDemo: true,
    fresh: true,
    help: false,
  })
})

test.each([
  [['--profile', 'beijing'], /--profile 须为/],
  [['--signature', 'rsa'], /--signature 须为/],
  [['--port', '0'], /--port 须为/],
  [['--port', 'abc'], /--port 须为/],
  [['--seed', '1.5'], /--seed 须为/],
  [['--unknown'], /^参数有误：没有 --unknown 这个参数$/],
  [['stray'], /^参数有误：不知道“stray”是什么，参数须以 -- 开头$/],
  [['--input'], /^参数有误：--input 须带一个值（以 - 开头的值写作 --input=…）$/],
  [['--seed', '-1'], /^参数有误：--seed 须带一个值/],
  [['--once=yes'], /^参数有误：--once 不带值$/],
])('%j is refused with what would be right', (args, message) => {
  expect(() => readFlags(args)).toThrow(message)
})
