import { expect, test } from 'vitest'
import { levelOf, type RegionLevel } from '#shared/domain/regions.ts'
import { organisationFile } from '../testing/organisations.ts'
import {
  duties,
  kindLabels,
  type OrganisationKind,
  organisationKinds,
  standings,
} from './organisation-kinds.ts'
import { misplaced } from './placement.ts'

/** One region of each level, all on one branch of the tree. */
const branch = {
  nation: '000000',
  province: '510000',
  city: '511700',
  county: '511702',
  zone: 'G51170201',
  township: '511702104',
} as const satisfies Record<RegionLevel, string>
const levels = Object.keys(branch) as RegionLevel[]

const file = (kind: OrganisationKind, regionCode: string, parentOrg?: string) => {
  const { parentOrg: _none, ...rest } = organisationFile({ kind, regionCode })
  const duty = kind === 'office-group' ? { duty: 'evaluation' as const } : {}
  return { ...rest, ...duty, ...(parentOrg ? { parentOrg } : {}) }
}
const codes = (...given: Parameters<typeof misplaced>) => misplaced(...given).map(({ code }) => code)

test('A1 A4 the levels at which each kind stands, cell by cell', () => {
  for (const level of levels) expect(levelOf(branch[level])).toBe(level)
  const stands = (kind: OrganisationKind) =>
    levels.filter(level => !codes(file(kind, branch[level]), undefined).includes('wrong-level')).join(' ')
  const upper = 'nation province city county zone'
  expect(Object.fromEntries(organisationKinds.map(kind => [kind, stands(kind)]))).toEqual({
    mechanism: upper,
    'mechanism-office': upper,
    'task-force': upper,
    'office-group': upper,
    township: 'township',
    department: upper,
    'bank-institution': upper,
    'bank-branch': 'province city county zone township',
    platform: upper,
  })
})

// The parents that each kind may have, by kind and region, for a child in 通川区 or one of its townships.
const parentsOf: { readonly [K in OrganisationKind]: readonly string[] } = {
  mechanism: ['mechanism city'],
  'mechanism-office': ['mechanism county'],
  'task-force': ['mechanism county', 'bank-institution county', 'bank-branch county'],
  'office-group': ['mechanism-office county'],
  township: ['mechanism county'],
  department: ['mechanism', 'department'].flatMap(kind =>
    ['nation', 'province', 'city', 'county'].map(level => `${kind} ${level}`),
  ),
  'bank-institution': ['nation', 'province', 'city', 'county'].map(level => `bank-institution ${level}`),
  'bank-branch': ['bank-institution', 'bank-branch'].flatMap(kind =>
    ['nation', 'province', 'city', 'county'].map(level => `${kind} ${level}`),
  ),
  platform: ['nation', 'province', 'city', 'county'].map(level => `mechanism ${level}`),
}

test.each(organisationKinds)('A1 A3 A4 under whom %s stands, every kind at every level', kind => {
  const own = kind === 'township' ? branch.township : branch.county
  const allowed = organisationKinds.flatMap(parent =>
    levels.flatMap(level => {
      const errors = codes(file(kind, own, 'parent'), { kind: parent, regionCode: branch[level] })
      return errors.length === 0 ? [`${parent} ${level}`] : []
    }),
  )
  expect([...allowed].sort()).toEqual([...parentsOf[kind]].sort())
  const alone = codes(file(kind, own), undefined)
  expect(alone).toEqual(standings[kind].parent === 'required' ? ['required'] : [])
})

test('A1 a functional zone’s mechanism stands under the one of its host', () => {
  const zone = (regionCode: string) =>
    codes(file('mechanism', 'G51170201', 'parent'), { kind: 'mechanism', regionCode })
  expect(zone('511702')).toEqual([])
  expect(zone('511700')).toEqual(['wrong-place'])
})

test('A4 five office groups, each with its duty; nobody else has one', () => {
  expect(Object.values(duties).map(({ label }) => label)).toEqual([
    '综合协调组',
    '清单对接组',
    '要素保障组',
    '政策协同组',
    '评估督导组',
  ])
  const office = { kind: 'mechanism-office', regionCode: '511702' } as const
  const { duty: _duty, ...without } = file('office-group', '511702', 'office')
  expect(codes(without, office)).toEqual(['required'])
  expect(codes({ ...file('mechanism', '511702'), duty: 'evaluation' }, undefined)).toEqual(['not-a-group'])
})

test('A1 a region that is none, a parent that is not registered, itself as parent, an end before its beginning', () => {
  expect(codes(file('mechanism', '999999'), undefined)).toEqual(['region-unknown'])
  expect(codes(file('township', '511702999'), undefined)).toEqual(['region-unknown'])
  expect(codes(file('mechanism', '511702', 'nobody'), undefined)).toEqual(['unknown-organisation'])
  expect(codes(file('mechanism', '511702', 'taskforce-511702'), undefined)).toEqual(['self'])
  expect(codes({ ...file('mechanism', '511702'), to: '2024-12-31' }, undefined)).toEqual(['before-from'])
})

test('A1 what is wrong is said in Chinese with the kind and what would be right', () => {
  const [error] = misplaced(file('office-group', '511702', 'x'), { kind: 'mechanism', regionCode: '511702' })
  expect(error?.detail).toBe(`“${kindLabels['office-group']}”的上级单位须为工作机制办公室`)
})
