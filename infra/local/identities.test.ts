import { describe, expect, test } from 'vitest'
import { identityOf } from './identities.ts'

describe('identities of the development issuer', () => {
  test.each([
    ['platform-511702', 'platform', '511702', 'platform-511702'],
    ['township-511702001', 'township', '511702001', 'township-511702001'],
    ['department-511702-tax', 'department', '511702', 'department-511702-tax'],
    ['task-force-511702', 'task-force', '511702', 'taskforce-511702'],
    ['task-force-511702-2', 'task-force', '511702', 'taskforce-511702'],
    ['leader-511702', 'leader', '511702', 'taskforce-511702'],
    ['bank-reviewer-511702', 'bank-reviewer', '511702', 'bank-reviewer-511702'],
    ['industry-department-511702', 'industry-department', '511702', 'industry-department-511702'],
    ['convener-511702', 'convener', '511702', 'convener-511702'],
    ['supervisor-510000', 'supervisor', '510000', 'supervisor-510000'],
    ['operator-510000', 'operator', '510000', 'operator-510000'],
    ['supervisor-G41150001', 'supervisor', 'G41150001', 'supervisor-G41150001'],
  ])('A2 %s is a %s in %s', (clientId, role, region, org) => {
    expect(identityOf(clientId)).toMatchObject({ sub: clientId, role, region, org })
  })

  test('A3 a bank carries its id and acts in no region of its own', () => {
    expect(identityOf('bank-icbc-tongchuan')).toEqual({
      sub: 'bank-icbc-tongchuan',
      role: 'bank',
      region: '000000',
      org: 'bank-icbc-tongchuan',
      bank: 'icbc-tongchuan',
      name: '银行 icbc-tongchuan',
    })
  })

  test('A2 the name says where and as what, in Chinese', () => {
    expect(identityOf('convener-511702')?.name).toBe('四川省达州市通川区工作机制召集人')
    expect(identityOf('department-511702-tax')?.name).toBe('四川省达州市通川区部门（tax）')
  })

  test.each([
    '',
    'console',
    'platform',
    'platform-',
    'platform-5117',
    'mayor-511702',
    'bank-',
    'bank-A_B',
    'bank-reviewer-51',
  ])('A2 %j is nobody', clientId => {
    expect(identityOf(clientId)).toBeUndefined()
  })

  test('A3 C2 a bank reviewer may say whose employee it is', () => {
    expect(identityOf('bank-reviewer-511702-icbc-tongchuan')).toMatchObject({
      role: 'bank-reviewer',
      region: '511702',
      org: 'bank-reviewer-511702-icbc-tongchuan',
      bank: 'icbc-tongchuan',
    })
    expect(identityOf('leader-511702-icbc-tongchuan')).toBeUndefined()
  })

  test('A2 only banks carry a bank', () => {
    expect(identityOf('task-force-511702')).not.toHaveProperty('bank')
    expect(identityOf('bank-reviewer-511702')).not.toHaveProperty('bank')
  })
})
