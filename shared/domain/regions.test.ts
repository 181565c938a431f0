import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import regionFile from './data/regions.json' with { type: 'json' }
import zoneFile from './data/zones.json' with { type: 'json' }
import {
  childrenOf,
  cityOf,
  countyOf,
  covers,
  findRegion,
  isTownship,
  levelOf,
  parentOf,
  provinceOf,
} from './regions.ts'
import { findPlace, hasTownships, townshipsOf } from './townships.ts'

const known = [...Object.keys(regionFile.names), ...zoneFile.zones.map(zone => zone.code), '511702001']

describe('structure', () => {
  test.each([
    ['000000', 'nation', undefined, undefined, undefined],
    ['510000', 'province', undefined, undefined, '510000'],
    ['511700', 'city', undefined, '511700', '510000'],
    ['511702', 'county', '511702', '511700', '510000'],
    ['511702001', 'township', '511702', '511700', '510000'],
    ['G51170201', 'zone', '511702', '511700', '510000'],
    ['G41150001', 'zone', 'G41150001', '411500', '410000'],
    ['110101', 'county', '110101', '110100', '110000'],
    ['419001', 'county', '419001', '419000', '410000'],
    ['469001', 'county', '469001', '469000', '460000'],
    ['441900', 'city', '441900', '441900', '440000'],
    ['441900101', 'township', '441900', '441900', '440000'],
    ['620201100', 'township', '620200', '620200', '620000'],
  ])('A2 %s is a %s of county %s, city %s, province %s', (code, level, county, city, province) => {
    expect([levelOf(code), countyOf(code), cityOf(code), provinceOf(code)]).toEqual([
      level,
      county,
      city,
      province,
    ])
  })

  test.each([
    '',
    '5117',
    '51170',
    '5117020',
    '511702000',
    '000001',
    '510002',
    '510002001',
    'G511702',
    'G51000001',
    '51 702',
  ])('no region in %j', code => {
    expect([levelOf(code), covers('000000', code), countyOf(code)]).toEqual([undefined, false, undefined])
  })
})

describe('A2 covers', () => {
  test.each([
    ['000000', 'G51170201', true],
    ['510000', '511702', true],
    ['511700', '511702001', true],
    ['511702', 'G51170201', true],
    ['411500', 'G41152601', true],
    ['411526', 'G41152601', true],
    ['G41152601', 'G41152601', true],
    ['G41152601', '411526', false],
    ['511702', 'G41152601', false],
    ['511702', '511703', false],
    ['511702', '511703001', false],
    ['511702', '511700', false],
    ['511702001', '511702002', false],
    ['510000', '000000', false],
    ['110100', '110101', true],
    ['441900', '441900101', true],
  ])('A2 %s over %s: %s', (outer, inner, expected) => {
    expect(covers(outer, inner)).toBe(expected)
  })

  test('A2 covering is a partial order that follows the parents', () => {
    const related = known.filter(known => /^G?(0|41|5117|4419)/.test(known))
    const code = fc.oneof(
      fc.constantFrom(...related, '000000', '441900101', '411526001'),
      fc.constantFrom(...known),
    )
    fc.assert(
      fc.property(code, code, (a, b) => {
        const parent = parentOf(a)
        expect(covers(a, a)).toBe(true)
        if (parent !== undefined) expect(covers(parent, a)).toBe(true)
        if (a !== b && covers(a, b)) expect(covers(b, a)).toBe(false)
        expect(covers(a, b)).toBe(ancestry(b).includes(a))
      }),
    )
  })
})

const ancestry = (code: string): string[] => {
  const parent = parentOf(code)
  return parent === undefined ? [code] : [code, ...ancestry(parent)]
}

describe('master data', () => {
  test('every parent of a listed region is listed', () => {
    const orphans = known.filter(code => parentOf(code) !== undefined && !findPlace(parentOf(code) ?? ''))
    expect(orphans).toEqual([])
  })

  test('the nation has 34 provinces and all its counties', () => {
    expect(childrenOf('000000')).toHaveLength(34)
    expect(known.filter(code => levelOf(code) === 'county').length).toBeGreaterThan(2840)
  })

  test.each([
    ['511702', '四川省达州市通川区'],
    ['110101', '北京市东城区'],
    ['419001', '河南省济源市'],
    ['653228', '新疆维吾尔自治区和田地区和康县'],
    ['G41152601', '河南省信阳市潢川县潢川经开区'],
    ['511702001', '四川省达州市通川区东城街道'],
  ])('%s is called %s', (code, fullName) => {
    expect(findPlace(code)?.fullName).toBe(fullName)
  })

  test('validity: a county of the later edition, a code that ended, a statistical code', () => {
    expect(findRegion('653228')?.validFrom).toBe('2025-01-31')
    expect(findRegion('511721')).toMatchObject({ name: '达县', validTo: '2013-07-18' })
    expect(findRegion('411571')).toMatchObject({ fullName: '河南省信阳市信阳高新技术产业开发区' })
    expect(findRegion('511702')).not.toHaveProperty('validTo')
    expect(childrenOf('511700').map(region => region.code)).not.toContain('511721')
  })

  test('unknown codes of a right shape are unknown', () => {
    expect([findRegion('511799'), findRegion('G51170299'), findPlace('511702999')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('the two shipped counties have their townships', () => {
    expect(townshipsOf('511702')).toHaveLength(18)
    expect(townshipsOf('411525')).toHaveLength(33)
    expect(townshipsOf('411525').every(({ code }) => isTownship(code) && countyOf(code) === '411525')).toBe(
      true,
    )
    expect([hasTownships('G51170201'), hasTownships('110101')]).toEqual([true, false])
  })

  test('a city has its counties and the zones it runs', () => {
    expect(childrenOf('411500').map(region => region.name)).toContain('羊山新区')
    expect(childrenOf('511702').map(region => region.name)).toEqual(['莲湖景区', '经开区'])
  })
})
