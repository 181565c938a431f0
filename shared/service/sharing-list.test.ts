import { expect, test } from 'vitest'
import { type Role, roleLabels } from './permissions.ts'
import {
  type FactKind,
  factLabels,
  type Purpose,
  purposeLabels,
  purposesOf,
  sensitivity,
  sharingList,
  shownTo,
} from './sharing-list.ts'

const roles = Object.keys(roleLabels) as Role[]
const facts = Object.keys(factLabels) as FactKind[]
const purposes = Object.keys(purposeLabels) as Purpose[]
const cells = roles.flatMap(role =>
  facts.flatMap(fact =>
    purposes.map(purpose => ({ role, fact, purpose, shown: shownTo(role, fact, purpose) })),
  ),
)

test('H2 every role × kind of fact × purpose has at most one answer', () => {
  for (const { role, fact, purpose, shown } of cells) {
    const rows = sharingList.filter(
      row => row.fact === fact && row.purpose === purpose && row.roles.includes(role),
    )
    expect([role, fact, purpose, rows.length]).toEqual([role, fact, purpose, shown === undefined ? 0 : 1])
  }
})

test('H3 what names a person is masked for all staff, and whole only for a bank that took the enterprise on', () => {
  const personal = cells.filter(({ fact, shown }) => sensitivity[fact] === 'personal' && shown !== undefined)
  expect(personal.length).toBeGreaterThan(10)
  for (const { role, purpose, shown } of personal)
    expect([role, purpose, shown]).toEqual([
      role,
      purpose,
      role === 'bank' ? 'full-after-acceptance' : 'masked',
    ])
})

test('H2 department findings stay with those who review and oversee; the operator sees no fact at all', () => {
  const sees = (fact: FactKind) =>
    roles.filter(role => cells.some(cell => cell.role === role && cell.fact === fact && cell.shown))
  expect(sees('credit-facts')).toEqual([
    'department',
    'task-force',
    'bank-reviewer',
    'leader',
    'industry-department',
    'convener',
    'supervisor',
  ])
  expect(facts.filter(fact => sees(fact).includes('operator'))).toEqual([])
})

test('H2 a role looks for its own purposes only', () => {
  expect(purposesOf('bank', 'personal')).toEqual(['lending'])
  expect(purposesOf('township', 'personal')).toEqual(['visiting'])
  // F1: the township works the coaching that a refusal opened, and sees what was found wanting; no department's finding.
  expect(purposesOf('township', 'credit')).toEqual(['visiting'])
  expect(purposesOf('operator', 'credit')).toEqual([])
  expect(purposesOf('task-force', 'personal')).toEqual(['visiting', 'review', 'supervision'])
  expect(purposesOf('supervisor', 'credit')).toEqual(['supervision'])
})
