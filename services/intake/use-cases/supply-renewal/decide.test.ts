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
