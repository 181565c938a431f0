import { fc, test as property } from '@fast-check/vitest'
import { describe, expect, test } from 'vitest'
import { sizeClassLabels } from '#shared/contracts/vocabulary.ts'
import { classify } from './size-class.ts'
import { sizeTableOn } from './size-class-table.ts'

const wan = 1_000_000
const fieldOf = { X: 'staff', Y: 'revenueFen', Z: 'assetsFen' } as const
type Key = keyof typeof fieldOf

// Transcribed from the regulation's annex: codes · indicator large/medium/small (persons, 万元).
const annex = `
0111 0220 0311 0411 0511 A05 | Y 20000/500/50
0610 1311 4690 C13 D44       | X 1000/300/20 | Y 40000/2000/300
4710 4999 E50                | Y 80000/6000/300 | Z 80000/5000/300
5111 5199 F51                | X 200/20/5 | Y 40000/5000/1000
5211 5299 F52                | X 300/50/10 | Y 20000/500/100
5411 5511 5611 5710 5820 5910 G591 | X 1000/300/20 | Y 30000/3000/200
5920 5930 5941 5951 5960 5990 G599 | X 200/100/20 | Y 30000/1000/100
6010 6020 6090               | X 1000/300/20 | Y 30000/2000/100
6110 6190                    | X 300/100/10 | Y 10000/2000/100
6210 6299                    | X 300/100/10 | Y 10000/2000/100
6311 6490                    | X 2000/100/10 | Y 100000/1000/100
6511 6599                    | X 300/100/10 | Y 10000/1000/50
7010 K701 K7019              | Y 200000/1000/100 | Z 10000/5000/2000
7020 K702                    | X 1000/300/100 | Y 5000/1000/500
7111 7299 L71                | X 300/100/10 | Z 120000/8000/100
7310 7610 8010 8511 8610 7030 7090 K709 R90 | X 300/100/10`

const classes = ['large', 'medium', 'small', 'micro'] as const

const rows = annex
  .trim()
  .split('\n')
  .flatMap(line => {
    const [codes = '', ...columns] = line.split('|').map(cell => cell.trim())
    const limits = columns.map(cell => {
      const [key, figures = ''] = cell.split(' ')
      return { key: key as Key, bounds: figures.split('/').map(n => Number(n) * (key === 'X' ? 1 : wan)) }
    })
    return codes.split(' ').map(industryCode => ({ industryCode, limits }))
  })

const boundaries = rows.flatMap(({ industryCode, limits }) =>
  [0, 1, 2].flatMap(level => {
    const at = Object.fromEntries(limits.map(l => [fieldOf[l.key], l.bounds[level] ?? Number.NaN]))
    const below = limits.map(l => ({ ...at, [fieldOf[l.key]]: (l.bounds[level] ?? Number.NaN) - 1 }))
    return [at, ...below].map((figures, i) => ({
      industryCode,
      figures,
      expected: classes[i === 0 ? level : level + 1],
    }))
  }),
)

describe('B2 every limit of the table', () => {
  test.each(boundaries)('B2 $industryCode $figures → $expected', ({ industryCode, figures, expected }) => {
    expect(classify({ industryCode, ...figures })).toMatchObject({ sizeClass: expected, missing: [] })
  })

  test('B2 each row of the shipped table is walked', () => {
    const walked = new Set(rows.map(r => classify({ industryCode: r.industryCode }).industryGroup))
    const classed = sizeTableOn().rows.filter(r => r.limits !== undefined)
    expect(walked).toEqual(new Set(classed.map(r => r.group)))
  })
})

test.each([
  ['3311', { staff: 1200, revenueFen: 39_999 * wan }, 'medium'],
  ['3311', { staff: 19, revenueFen: 500_000 * wan }, 'micro'],
  ['5211', { staff: 300, revenueFen: 19_999 * wan }, 'medium'],
  ['6511', { staff: 10, revenueFen: 50 * wan }, 'small'],
  ['7010', { revenueFen: 200_000 * wan, assetsFen: 9_999 * wan }, 'medium'],
])('B2 the example of the standard: %s %j → %s', (industryCode, figures, expected) => {
  expect(classify({ industryCode, ...figures }).sizeClass).toBe(expected)
})

test.each(['5310', 'G53', '6620', 'J66', '7040', '8310', '8411', 'Q84', '9221', 'S92', '9700', 'T97'])(
  'B2 %s is not applicable, whatever its figures',
  industryCode => {
    const result = classify({ industryCode, staff: 5, revenueFen: 1, assetsFen: 1 })
    expect(result).toMatchObject({ sizeClass: 'not-applicable', industryGroup: 'unclassified', missing: [] })
  },
)

describe('B2 what cannot be told is said', () => {
  test.each([
    ['3311', {}, ['staff', 'revenueFen']],
    ['3311', { staff: 1200 }, ['revenueFen']],
    ['3311', { staff: 300 }, ['revenueFen']],
    ['5211', { revenueFen: 100 * wan }, ['staff']],
    ['7111', { staff: 10, revenueFen: 5 * wan }, ['assetsFen']],
    ['8511', { revenueFen: 5 * wan }, ['staff']],
  ])('B2 %s %j misses %j', (industryCode, figures, missing) => {
    expect(classify({ industryCode, ...figures })).toMatchObject({ sizeClass: 'undetermined', missing })
  })

  test.each(['59', 'G59', '70', '9999', '', 'B0111'])('B2 industry %j is not told', industryCode => {
    const result = classify({ industryCode, staff: 1, revenueFen: 1, assetsFen: 1 })
    expect(result).toMatchObject({
      sizeClass: 'undetermined',
      missing: ['industryCode'],
      industryGroup: undefined,
    })
  })

  test('B2 one known shortfall below every limit settles it without the rest', () => {
    expect(classify({ industryCode: '3311', staff: 19 })).toMatchObject({ sizeClass: 'micro', missing: [] })
    expect(classify({ industryCode: '7010', assetsFen: 0 })).toMatchObject({
      sizeClass: 'micro',
      missing: [],
    })
  })
})

const figures = fc.record({
  staff: fc.nat(3000),
  revenueFen: fc.nat(300_000).map(n => n * wan),
  assetsFen: fc.nat(300_000).map(n => n * wan),
})

property.prop([fc.constantFrom(...rows), figures, fc.constantFrom('staff', 'revenueFen', 'assetsFen')])(
  'B2 a class told without an indicator is the class told with it',
  ({ industryCode }, known, left) => {
    const full = classify({ industryCode, ...known })
    const partial = classify({ industryCode, ...known, [left]: undefined })
    expect([full.sizeClass, 'undetermined']).toContain(partial.sizeClass)
    expect(full.sizeClass).not.toBe('undetermined')
  },
)

property.prop([fc.constantFrom(...rows), figures, figures])(
  'B2 growing never lowers the class',
  ({ industryCode }, a, plus) => {
    const bigger = {
      staff: a.staff + plus.staff,
      revenueFen: a.revenueFen + plus.revenueFen,
      assetsFen: a.assetsFen + plus.assetsFen,
    }
    const rank = (inputs: typeof a) =>
      Object.keys(sizeClassLabels).indexOf(classify({ industryCode, ...inputs }).sizeClass)
    expect(rank(bigger)).toBeLessThanOrEqual(rank(a))
  },
)

test('B2 inputs and table version are kept with the result', () => {
  const inputs = { industryCode: 'C3311', staff: 25, revenueFen: 400 * wan }
  expect(classify(inputs, '2024-11-25')).toEqual({
    sizeClass: 'small',
    tableVersion: 'gxblqy-2011-300+gtz-2017-213',
    industryGroup: 'industry',
    industryGroupLabel: '工业',
    inputs,
    missing: [],
  })
})
