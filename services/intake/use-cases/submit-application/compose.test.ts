import { expect, test } from 'vitest'
import type { Ending } from '../../domain/application.ts'
import type { EntityState } from '../../domain/entity.ts'
import { nationalScope, type Scope } from '../../domain/policy.ts'
import { banks, county, folded, form, listed, report, reported, today, uscc } from '../../testing/given.ts'
import { freeApplication } from '../free-application/decide.ts'
import { submitApplication } from './decide.ts'

type Given = Partial<Parameters<typeof submitApplication>[1]>
const send = (state: EntityState, given: Given = {}) =>
  submitApplication(state, { form: form(), banks, caller: county, today, scope: nationalScope, ...given })
const codeOf = (decision: ReturnType<typeof send>) =>
  decision.kind === 'refused' ? [decision.refusal.code, decision.refusal.errors?.[0]?.pointer] : decision.kind

test('A1 B2 the policy of the region decides on medium enterprises and on kinds', () => {
  const medium = reported(report({ values: { staff: 400, revenueFen: 3_000_000_000 } }))
  const under = (scope: Scope, state = medium) => codeOf(send(state, { scope }))
  expect(under({ ...nationalScope, mediumEnterprises: 'yes' })).toBe('accepted')
  expect(under({ ...nationalScope, mediumEnterprises: 'no' })).toEqual(['kind-out-of-scope', '/uscc'])
  expect(under({ ...nationalScope, mediumEnterprises: 'no' }, listed())).toBe('accepted')
  expect(under({ ...nationalScope, entityKinds: ['family-farm'] }, listed())).toEqual([
    'kind-out-of-scope',
    '/uscc',
  ])
})

test('B6 an intended bank serves the place of the enterprise; one that lent may be anywhere', () => {
  const [[bankId = ''] = []] = banks
  const at = (regionCodes: readonly string[] | undefined, lent = false) => {
    const bank = { status: 'active' as const, bankId, name: '某银行', sequence: 1 }
    const known = new Map([...banks, [bankId, regionCodes ? { ...bank, regionCodes } : bank] as const])
    const other = [...banks.keys()].find(id => id !== bankId) ?? ''
    const named = lent
      ? { intendedBankIds: [other], lendingBankIds: [bankId], firstLoan: false }
      : { intendedBankIds: [bankId] }
    return codeOf(send(listed(), { banks: known, form: form(named) }))
  }
  expect(at(['411525'])).toEqual(['bank-elsewhere', '/intendedBankIds/0'])
  expect(at(['511702'])).toBe('accepted')
  expect(at(['510000'])).toBe('accepted')
  expect(at(undefined)).toBe('accepted')
  expect(at(['411525'], true)).toBe('accepted')
})

test('B5 a consent that has run out is none', () => {
  const until = (day: string) =>
    codeOf(send(listed(), { form: form({ consent: { agreed: true, givenOn: '2026-01-05', until: day } }) }))
  expect(until('2026-03-01')).toEqual(['consent-missing', '/consent/until'])
  expect(until(today)).toBe('accepted')
})

test('H1 the same number of the same platform is the same application, whatever became of it', () => {
  const platform = { org: 'platform-510000', reference: 'P-1' }
  const once = folded(listed(), send(listed(), { platform }))
  expect(send(once, { platform })).toMatchObject({
    kind: 'unchanged',
    result: { applicationId: `${uscc}-01` },
  })
  const ending: Ending = { status: 'returned', level: 'task-force', missing: ['合同'], returnedOn: today }
  const back = folded(once, freeApplication(once, { applicationId: `${uscc}-01`, ending }))
  expect(send(back, { platform })).toMatchObject({
    kind: 'unchanged',
    result: { applicationId: `${uscc}-01` },
  })
  expect(send(back, { platform: { ...platform, reference: 'P-2' } })).toMatchObject({
    result: { applicationId: `${uscc}-02` },
  })
  expect(send(back, { platform: { ...platform, org: 'other' } })).toMatchObject({ kind: 'accepted' })
})

test('C9 H3 an intermediary is named, and of its phone nothing stays but what can be compared', () => {
  const intermediary = { name: '某某咨询公司', phone: '13812345678' }
  const decision = send(listed(), { form: form({ intermediary }) })
  expect(decision).toMatchObject({
    events: expect.arrayContaining([
      expect.objectContaining({
        type: 'application-declared.v1',
        data: expect.objectContaining({
          intermediary: { name: '某某咨询公司', maskedPhone: '138****5678' },
        }),
      }),
    ]),
  })
  expect(JSON.stringify(decision)).not.toContain('13812345678')
})
