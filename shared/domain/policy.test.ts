import { describe, expect, test } from 'vitest'
import { effectivePolicy, type PolicyVersion, policySettingSchema, profiles } from './policy.ts'

const set = (regionCode: string, version: number, effectiveFrom: string, setting: object): PolicyVersion => ({
  regionCode,
  version,
  effectiveFrom,
  setting: policySettingSchema.parse(setting),
})

describe('a region’s policy: inherited down the tree, versioned, effective-dated', () => {
  test('D2 D3 the three shipped profiles differ as their sources do', () => {
    expect(profiles.xinyang.pushRule).toBe('intended-only')
    expect(profiles.tongchuan).toMatchObject({ pushRule: 'relation-first', maxInstitutions: 3 })
    expect(effectivePolicy([], '2026-01-01').policy).toEqual(profiles.national)
  })

  test('A2 the nearest region that says a value decides it, and the answer says where it came from', () => {
    const county = [set('511702', 2, '2026-01-01', { decisionDays: 20 })]
    const city = [set('511700', 1, '2025-01-01', { profile: 'tongchuan', decisionDays: 25 })]
    const { policy, origins } = effectivePolicy([county, city], '2026-03-01')
    expect(policy).toMatchObject({ decisionDays: 20, pushRule: 'relation-first', refusalWorkingDays: 5 })
    expect(origins.decisionDays).toEqual({ regionCode: '511702', version: 2 })
    expect(origins.pushRule).toEqual({ regionCode: '511700', version: 1, profile: 'tongchuan' })
  })

  test('a setting holds from its day on, and a later version of the same day wins', () => {
    const history = [
      set('511702', 1, '2026-01-01', { decisionDays: 20 }),
      set('511702', 2, '2026-06-01', { decisionDays: 10 }),
      set('511702', 3, '2026-06-01', { decisionDays: 15 }),
    ]
    const days = (on: string) => effectivePolicy([history], on).policy.decisionDays
    expect([days('2025-12-31'), days('2026-05-31'), days('2026-06-01')]).toEqual([30, 20, 15])
  })

  test('D4 no ceiling is shipped; one that a region sets holds as a whole, and an empty one takes it away', () => {
    const limitsOf = (...chain: PolicyVersion[][]) =>
      effectivePolicy(chain, '2026-03-01').policy.exposureLimitsFen
    const city = [set('511700', 1, '2026-01-01', { exposureLimitsFen: { small: 2_000, micro: 1_000 } })]
    expect(Object.values(profiles).map(({ exposureLimitsFen }) => exposureLimitsFen)).toEqual([{}, {}, {}])
    expect(limitsOf([], city)).toEqual({ small: 2_000, micro: 1_000 })
    expect(limitsOf([set('511702', 1, '2026-01-01', { exposureLimitsFen: { small: 9 } })], city)).toEqual({
      small: 9,
    })
    expect(limitsOf([set('511702', 1, '2026-01-01', { exposureLimitsFen: {} })], city)).toEqual({})
    expect(limitsOf([set('511702', 1, '2026-01-01', { decisionDays: 20 })], city)).toEqual({
      small: 2_000,
      micro: 1_000,
    })
  })

  test('C2 review levels keep their order and none stands twice', () => {
    const levels = (reviewLevels: string[]) => policySettingSchema.safeParse({ reviewLevels }).success
    expect(levels(['task-force', 'leader'])).toBe(true)
    expect(levels(['leader', 'task-force'])).toBe(false)
    expect(levels(['bank', 'bank'])).toBe(false)
    expect(levels([])).toBe(false)
    const short = (repairedLevels: string[]) => policySettingSchema.safeParse({ repairedLevels }).success
    expect(short(['task-force', 'leader'])).toBe(true)
    expect(short(['leader', 'task-force'])).toBe(false)
    expect(short([])).toBe(true)
  })
})
