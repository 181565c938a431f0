import { describe, expect, test } from 'vitest'
import { branch, product, recommended, today } from '../testing/examples.ts'
import type { Question } from './choice.ts'
import { choosePushes } from './choose-pushes.ts'

const choose = (question: Partial<Question> & Pick<Question, 'applications' | 'banks'>) =>
  choosePushes({
    products: [],
    policy: { pushRule: 'relation-first', maxInstitutions: 3, prioritySectors: [] },
    alreadyReferred: new Map(),
    on: today,
    ...question,
  })
const banksOf = (choice: ReturnType<typeof choose>, applicationId = 'A1') =>
  choice.pushes.filter(push => push.applicationId === applicationId).map(push => push.bankId)

const intendedOnly: Question['policy'] = {
  pushRule: 'intended-only',
  maxInstitutions: 2,
  prioritySectors: [],
}
const intendedFirst: Question['policy'] = {
  pushRule: 'intended-first',
  maxInstitutions: 3,
  prioritySectors: [],
}

describe('D2 intended-only', () => {
  test('D2 goes to the intended banks in the enterprise’s order and nowhere else', () => {
    const choice = choose({
      applications: [recommended('A1', { intendedBankIds: ['boc-a', 'abc-a'], lendingBankIds: ['icbc-a'] })],
      banks: [branch('abc-a'), branch('boc-a'), branch('icbc-a')],
      products: [product('p', 'icbc-a')],
      policy: intendedOnly,
    })
    expect(banksOf(choice)).toEqual(['boc-a', 'abc-a'])
    expect(choice.pushes[0]?.reasons).toEqual([
      { rule: 'intended', detail: '企业填报的第 1 家意向对接银行。' },
    ])
  })

  test('D2 an intended bank that cannot take it leaves the application unplaced, with the reason in words', () => {
    const choice = choose({
      applications: [recommended('A1', { intendedBankIds: ['boc-a', 'gone-a'] })],
      banks: [branch('boc-a', { maxAmountFen: 50_000_000 }), branch('boc-b'), branch('abc-a')],
      policy: intendedOnly,
    })
    expect(choice).toMatchObject({
      pushes: [],
      unplaced: [
        {
          applicationId: 'A1',
          why: 'boc-a支行受理金额不超过50.00万元，需求为100.00万元；gone-a 不在本区划的银行名录内。',
        },
      ],
    })
  })
})

describe('D3 relation-first', () => {
  test('D3 the lending bank comes before the intended one, then the best fit, three institutions at most', () => {
    const choice = choose({
      applications: [recommended('A1', { intendedBankIds: ['boc-a'], lendingBankIds: ['psbc-a'] })],
      banks: ['abc-a', 'boc-a', 'ccb-a', 'icbc-a', 'psbc-a'].map(id => branch(id)),
      products: [product('p1', 'ccb-a'), product('p2', 'icbc-a', { maxTermMonths: 6 })],
    })
    expect(banksOf(choice)).toEqual(['psbc-a', 'boc-a', 'ccb-a'])
    expect(choice.pushes.map(push => push.reasons[0]?.rule)).toEqual([
      'existing-relation',
      'intended',
      'product-fit',
    ])
    expect(choice.pushes[2]?.reasons[0]?.detail).toBe(
      '该行“产品p1”（1.00万元至500.00万元、最长 36 个月）与需求（流动资金贷款 100.00万元、12 个月）相符。',
    )
  })

  test('D3 never more than three institutions, and branches of one institution count once', () => {
    const ids = ['boc-a', 'boc-b', 'abc-a', 'icbc-a', 'ccb-a']
    const choice = choose({
      applications: [recommended('A1', { lendingBankIds: ['boc-b'], intendedBankIds: ['boc-a'] })],
      banks: ids.map(id => branch(id)),
      products: ids.map(id => product(`p-${id}`, id)),
    })
    expect(banksOf(choice)).toEqual(['boc-b', 'abc-a', 'ccb-a'])
  })

  test('D1 the national rule puts the enterprise’s will before its loans', () => {
    const choice = choose({
      applications: [recommended('A1', { lendingBankIds: ['abc-a'], intendedBankIds: ['boc-a'] })],
      banks: [branch('abc-a'), branch('boc-a')],
      policy: intendedFirst,
    })
    expect(banksOf(choice)).toEqual(['boc-a', 'abc-a'])
  })
})

describe('D1 what a bank is good at', () => {
  test('D1 a speciality is named; a bank nothing speaks for is not chosen', () => {
    const choice = choose({
      applications: [recommended('A1', { keyChain: '富硒茶' })],
      banks: [
        branch('abc-a'),
        branch('boc-a', { specialities: { keyChains: ['富硒茶'], industrySections: ['C', 'A'] } }),
      ],
    })
    expect(choice.pushes).toEqual([
      {
        applicationId: 'A1',
        bankId: 'boc-a',
        reasons: [{ rule: 'speciality', detail: '符合该行经营特色：重点产业链“富硒茶”、行业“制造业”。' }],
      },
    ])
  })

  test.each([
    ['loan kind', { loanKinds: ['renewal' as const] }],
    ['amount', { maxAmountFen: 99_999_999 }],
    ['term', { maxTermMonths: 11 }],
    ['not yet valid', { validFrom: '2025-03-04' }],
    ['no longer valid', { validTo: '2025-03-02' }],
    ['entity kind', { entityKinds: ['family-farm' as const] }],
    ['size', { sizeClasses: ['medium' as const] }],
    ['industry', { industrySections: ['A'] }],
    ['region', { regionCodes: ['511703'] }],
    ['kind (E5)', { kind: 'guarantee' as const, feeBp: 100 }],
  ])('D5 a product that misses in %s does not fit', (_what, more) => {
    const asked = { applications: [recommended('A1')], banks: [branch('boc-a')] }
    expect(choose({ ...asked, products: [product('p', 'boc-a')] }).pushes).toHaveLength(1)
    expect(choose({ ...asked, products: [product('p', 'boc-a', more)] }).pushes).toEqual([])
  })
})

describe('Who may be told at all', () => {
  test.each([
    ['inactive', { active: false }, '现不参加推送'],
    ['of another county', { regionCodes: ['511703'] }, '不服务企业所在区划'],
    ['of one township', { regionCodes: ['511702001'] }, '不服务企业所在区划'],
    ['that lends more', { minAmountFen: 100_000_001 }, '受理金额不低于100.00万元，需求为100.00万元'],
  ])('D1 not a bank %s, even when intended', (_what, more, why) => {
    const choice = choose({
      applications: [recommended('A1', { intendedBankIds: ['boc-a'] })],
      banks: [branch('boc-a', more)],
      policy: intendedOnly,
    })
    expect(choice.unplaced[0]?.why).toBe(`boc-a支行${why}。`)
  })

  test('D1 a bank of the enterprise’s township is told', () => {
    const choice = choose({
      applications: [recommended('A1', { intendedBankIds: ['boc-a'], townshipCode: '511702001' })],
      banks: [branch('boc-a', { regionCodes: ['511702001'] })],
    })
    expect(banksOf(choice)).toEqual(['boc-a'])
  })

  test('D4 no bank hears of one application twice', () => {
    const choice = choose({
      applications: [recommended('A1', { intendedBankIds: ['boc-a', 'abc-a'] })],
      banks: [branch('boc-a'), branch('abc-a')],
      alreadyReferred: new Map([['A1', ['boc-a']]]),
    })
    expect(banksOf(choice)).toEqual(['abc-a'])
  })
})

describe('Order and capacity', () => {
  const wishes = { intendedBankIds: ['boc-a'] }
  const narrow = [branch('boc-a', { batchCapacity: 1 })]

  test('C5 a key chain goes first, D6 then a priority sector, then who declared first', () => {
    const applications = [
      recommended('late', { ...wishes, declaredOn: '2025-02-25', industryCode: 'F5211' }),
      recommended('early', { ...wishes, declaredOn: '2025-02-01', industryCode: 'F5211' }),
      recommended('sector', { ...wishes, declaredOn: '2025-02-26', industryCode: 'C1310' }),
      recommended('chain', { ...wishes, declaredOn: '2025-02-27', keyChain: '富硒茶' }),
    ]
    const first = (left: readonly string[]) =>
      choose({
        applications: applications.filter(each => left.includes(each.applicationId)),
        banks: narrow,
        policy: { ...intendedOnly, prioritySectors: ['C13'] },
      }).pushes.map(push => push.applicationId)
    expect(first(['late', 'early', 'sector', 'chain'])).toEqual(['chain'])
    expect(first(['late', 'early', 'sector'])).toEqual(['sector'])
    expect(first(['late', 'early'])).toEqual(['early'])
  })

  test('D6 a sector goes first by the tag of the enterprise as by its industry, and after a key chain', () => {
    const applications = [
      recommended('plain', { ...wishes, declaredOn: '2025-02-01', sectorTags: ['green'] }),
      recommended('tagged', {
        ...wishes,
        declaredOn: '2025-02-26',
        sectorTags: ['private', 'foreign-trade'],
      }),
      recommended('chain', { ...wishes, declaredOn: '2025-02-27', keyChain: '富硒茶' }),
    ]
    const first = (left: readonly string[], prioritySectors: string[]) =>
      choose({
        applications: applications.filter(each => left.includes(each.applicationId)),
        banks: narrow,
        policy: { ...intendedOnly, prioritySectors },
      }).pushes.map(push => push.applicationId)
    expect(first(['plain', 'tagged'], ['foreign-trade'])).toEqual(['tagged'])
    expect(first(['plain', 'tagged'], ['A', 'green'])).toEqual(['plain'])
    expect(first(['plain', 'tagged'], [])).toEqual(['plain'])
    expect(first(['plain', 'tagged', 'chain'], ['foreign-trade'])).toEqual(['chain'])
  })

  test('D1 a place goes to whoever wished for the bank before anybody it merely fits', () => {
    const choice = choose({
      applications: [
        recommended('A1', { keyChain: '富硒茶', intendedBankIds: ['abc-a'] }),
        recommended('A2', wishes),
      ],
      banks: [...narrow, branch('abc-a')],
      products: [product('p', 'boc-a')],
    })
    expect(choice.pushes.map(push => [push.applicationId, push.bankId])).toEqual([
      ['A1', 'abc-a'],
      ['A2', 'boc-a'],
    ])
  })

  test('D1 a full bank is named as the reason', () => {
    const choice = choose({
      applications: [recommended('A1', wishes), recommended('A2', wishes)],
      banks: narrow,
    })
    expect(choice.unplaced).toEqual([
      { applicationId: 'A2', why: 'boc-a支行本批次名额已满；没有产品或特色与需求相符的其他银行。' },
    ])
  })
})

test('D3 an application that enough institutions weigh is told so', () => {
  const { unplaced } = choose({
    seats: new Map([['A1', { institutions: 0, taken: ['abc', 'ccb'] }]]),
    banks: [branch('boc-a')],
    applications: [recommended('A1', { intendedBankIds: ['boc-a'] })],
  })
  expect(unplaced[0]?.why).toBe('已有 2 家机构在办理，达到政策规定的家数，其中有机构办结后再行推送。')
})
