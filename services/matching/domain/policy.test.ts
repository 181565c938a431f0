import { expect, test } from 'vitest'
import { type Policy, profiles } from '#shared/domain/policy.ts'
import { tryOut } from './policy.ts'

test('D4 H4 a batch from before there were ceilings is tried out without any, and with those that are tried', () => {
  const { exposureLimitsFen: _none, ...before } = profiles.xinyang
  const early = before as unknown as Policy
  expect(tryOut(early, {})).toEqual(profiles.xinyang)
  expect(tryOut(early, { exposureLimitsFen: { small: 9 }, maxInstitutions: 1 })).toMatchObject({
    pushRule: 'intended-only',
    maxInstitutions: 1,
    exposureLimitsFen: { small: 9 },
  })
})
