import { expect, test } from 'vitest'
import { producers } from '#shared/contracts/names.ts'
import { holds, permissions, type Role, roleLabels } from './permissions.ts'

test('D8 only a bank decides credit: nobody else may feed back, and no other service says that credit was decided', () => {
  const roles = Object.keys(roleLabels) as Role[]
  expect(roles.filter(role => holds(role, 'referrals:feed-back'))).toEqual(['bank'])
  expect(producers['credit-decided.v1']).toBe('bank-gateway')
  expect(permissions['referrals:read']).toEqual(['bank'])
})
