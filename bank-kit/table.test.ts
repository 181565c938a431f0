import { expect, test } from 'vitest'
import { tableOf, widthOf } from './table.ts'

test('Chinese characters and full-width marks take two columns', () => {
  expect(['abc', '推送', '（）、', 'a推b', '—✓'].map(widthOf)).toEqual([3, 4, 6, 4, 2])
})

test('columns stand under one another whatever they hold', () => {
  const lines = tableOf(
    ['依据', '要求', '结果'],
    [
      ['E3', '领取', '通过'],
      ['Standard', '未确认的到期重现 A', '不通过'],
    ],
  ).split('\n')
  const startOfLast = (line: string, last: string) => widthOf(line.slice(0, line.lastIndexOf(last)))
  expect([
    startOfLast(lines[0] ?? '', '结果'),
    startOfLast(lines[2] ?? '', '通过'),
    startOfLast(lines[3] ?? '', '不通过'),
  ]).toEqual([30, 30, 30])
})
