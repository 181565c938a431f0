import { describe, expect, test } from 'vitest'
import { effectivePolicy } from './policy.ts'
import { profiles } from './profiles.ts'

const setting = (
  regionCode: string,
  version: number,
  value: Parameters<typeof effectivePolicy>[0][0]['setting'],
) => ({
  regionCode,
  version,
  setting: value,
})

describe('Effective policy', () => {
  test('D1 where nobody set anything the national profile applies', () => {
    const { policy, origins } = effectivePolicy([])
    expect(policy).toEqual(profiles.national)
    expect(origins.pushRule).toEqual({ regionCode: '000000', version: 0, profile: 'national' })
  })

  test.each(['national', 'xinyang', 'tongchuan'] as const)('D2 D3 the profile %s ships', profile => {
    expect(effectivePolicy([setting('511702', 1, { profile })]).policy).toEqual(profiles[profile])
  })

  test('D2 Xinyang pushes to intended banks alone, D3 Tongchuan to those with a relation first, three at most', () => {
    expect(profiles.xinyang).toMatchObject({ pushRule: 'intended-only', maxInstitutions: 2 })
    expect(profiles.tongchuan).toMatchObject({ pushRule: 'relation-first', maxInstitutions: 3 })
    expect(profiles.national).toMatchObject({ pushRule: 'intended-first', maxInstitutions: 3 })
  })

  test('each value comes from the nearest region that says it, and tells where from', () => {
    const { policy, origins } = effectivePolicy([
      setting('411525', 4, { maxInstitutions: 1 }),
      setting('411500', 2, { profile: 'xinyang', decisionDays: 20 }),
      setting('410000', 1, { profile: 'tongchuan', prioritySectors: ['C'] }),
    ])
    expect(policy).toEqual({ ...profiles.xinyang, maxInstitutions: 1, decisionDays: 20 })
    expect(origins).toMatchObject({
      maxInstitutions: { regionCode: '411525', version: 4 },
      decisionDays: { regionCode: '411500', version: 2 },
      pushRule: { regionCode: '411500', version: 2, profile: 'xinyang' },
    })
    expect(origins.maxInstitutions).not.toHaveProperty('profile')
  })
})
