import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import industries from './data/industries.json' with { type: 'json' }
import { findIndustry } from './industry.ts'
import { industryTable } from './industry-table.ts'

const csv = readFileSync(new URL('data/gbt4754-2017.csv', import.meta.url), 'utf8')

describe('GB/T 4754-2017', () => {
  test('the bundled data is the CSV', () => {
    expect(industries).toEqual(industryTable(csv))
  })

  test('every row of the CSV is found, with and without its section letter', () => {
    const rows = csv
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(','))
    const coded = rows.filter(([code = '']) => code.length > 1)
    expect([rows.length, coded.length]).toEqual([1967, 1947])
    for (const [code = '', name = ''] of coded) {
      expect(findIndustry(code)).toMatchObject({ code: code.slice(1), name, section: code.charAt(0) })
      expect(findIndustry(code.slice(1))).toEqual(findIndustry(code))
    }
  })

  test.each([
    ['A0111', '稻谷种植', 'class'],
    ['0111', '稻谷种植', 'class'],
    ['011', '谷物种植', 'group'],
    ['01', '农业', 'division'],
    [' ａ０１１１ ', '稻谷种植', 'class'],
  ])('%s is %s (%s)', (code, name, known) => {
    expect(findIndustry(code)).toMatchObject({ name, known, section: 'A', sectionName: '农、林、牧、渔业' })
  })

  test('an unknown class under a known group is accepted with a note', () => {
    const found = findIndustry('A0118')
    expect(found).toMatchObject({ code: '0118', name: '谷物种植', known: 'unknown-class' })
    expect(found?.note).toContain('谷物种植')
    expect(findIndustry('A0111')).not.toHaveProperty('note')
  })

  test.each(['', 'A', '0', 'B0111', '9999', '0999', '01111', '0111.0', 'constructor'])(
    '%j is no industry',
    code => {
      expect(findIndustry(code)).toBeUndefined()
    },
  )
})
