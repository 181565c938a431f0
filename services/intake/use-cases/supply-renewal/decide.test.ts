import { expect, test } from 'vitest'
import type { EntityState } from '../../domain/entity.ts'
import { applied, banks, folded, form, listed, today, uscc } from '../../testing/given.ts'
import { supplyRenewal } from './decide.ts'

const loan = { bankId: 'icbc-tongchuan', loanFen: 80_000_000, maturesOn: '2026-05-20' }
const taskForce = { region: '511702', role: 'task-force' } as const
const decide = (
  state: EntityState = listed(),
  given: object = {},
  caller: Parameters<typeof supplyRenewal>[1]['caller'] = taskForce,
) => {
  const told = { ...loan, ...given }
  const bank = banks.get(told.bankId) ?? { status: 'unknown' as const }
  return supplyRenewal(state, { loan: told, bank, caller, today })
}
const known = (...loans: readonly object[]) =>
  loans.reduce<EntityState>((state, given) => folded(state, decide(state, given)), listed())
const renewal = { demand: { ...form().demand, loanKind: 'renewal' as const } }

test('B12 a maturing loan is kept once and corrected in place', () => {
  expect(decide()).toMatchObject({
    events: [{ type: 'renewal-supplied', data: { ...loan, bankName: '工行通川支行', suppliedOn: today } }],
    result: { uscc, maturesOn: '2026-05-20' },
  })
  const once = known({})
  expect(decide(once).kind).toBe('unchanged')
  expect(known({}, { loanFen: 1 })).toMatchObject({ renewals: [{ loanFen: 1 }] })
  expect(known({}, { maturesOn: '2026-06-20' })).toMatchObject({ renewals: [{}, {}] })
})

test('B12 a bank tells its own loans alone, and nobody one that has matured or of a bank that is none', () => {
  const own = { region: '000000', role: 'bank', bank: 'icbc-tongchuan' } as const
  expect(decide(listed(), {}, own).kind).toBe('accepted')
  expect(decide(listed(), { bankId: 'abc-tongchuan' }, own)).toMatchObject({
    refusal: { code: 'renewal-of-other-bank' },
  })
  expect(decide(listed(), { maturesOn: '2026-03-01' })).toMatchObject({
    refusal: { errors: [{ pointer: '/maturesOn', code: 'in-past' }] },
  })
  expect(decide(listed(), { bankId: 'no-such' })).toMatchObject({ refusal: { code: 'bank-unknown' } })
  expect(decide({ status: 'unknown' })).toMatchObject({ refusal: { code: 'not-found' } })
  expect(decide(listed(), {}, { ...taskForce, region: '511703' })).toMatchObject({
    refusal: { code: 'outside-region' },
  })
})

test('B12 a maturity no loan can have is a slip; the limit counts the loans that still run', () => {
  expect(decide(listed(), { maturesOn: '2056-12-31' }).kind).toBe('accepted')
  expect(decide(listed(), { maturesOn: '9999-12-31' })).toMatchObject({
    refusal: { errors: [{ pointer: '/maturesOn', code: 'too-far' }] },
  })
  const renewed = { ...renewal, renewal: { bankId: loan.bankId, maturesOn: '2099-05-20', oldLoanFen: 1 } }
  expect(() => applied(listed(), renewed)).toThrow('refused')
  const days = Array.from({ length: 30 }, (_, n) => ({
    maturesOn: `2026-04-${String(n + 1).padStart(2, '0')}`,
  }))
  const full = known(...days)
  expect(decide(full)).toMatchObject({ refusal: { errors: [{ code: 'too-many' }] } })
  const told = { ...loan, bankId: 'abc-tongchuan' }
  const bank = banks.get('abc-tongchuan') ?? { status: 'unknown' as const }
  const later = supplyRenewal(full, { loan: told, bank, caller: taskForce, today: '2026-04-02' })
  expect(later.kind).toBe('accepted')
})

test('B12 a loan that has matured is not the one a new renewal names by itself', () => {
  const old = folded(
    listed(),
    supplyRenewal(listed(), {
      loan: { ...loan, maturesOn: '2026-02-01' },
      bank: banks.get(loan.bankId) ?? { status: 'unknown' },
      caller: taskForce,
      today: '2026-01-02',
    }),
  )
  expect(() => applied(old, renewal)).toThrow('refused')
  expect(applied(folded(old, decide(old)), renewal)).toMatchObject({
    applications: [{ renewal: { maturesOn: loan.maturesOn } }],
  })
})

test('B12 a renewal names the old loan and its maturity; the only one on file is named by itself', () => {
  const old = { bankId: loan.bankId, maturesOn: loan.maturesOn, oldLoanFen: loan.loanFen }
  expect(applied(known({}), renewal)).toMatchObject({ applications: [{ renewal: old }] })
  const two = known({}, { maturesOn: '2026-06-20' })
  expect(() => applied(two, renewal)).toThrow('refused')
  const named = { ...old, maturesOn: '2026-06-20' }
  expect(applied(two, { ...renewal, renewal: named })).toMatchObject({ applications: [{ renewal: named }] })
  const other = applied(known({}))
  expect(other.status !== 'unknown' && other.applications[0]?.renewal).toBeUndefined()
})
