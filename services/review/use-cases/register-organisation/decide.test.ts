import { expect, test } from 'vitest'
import { type OrganisationFile, organisationAggregate } from '../../domain/organisation.ts'
import { organisationViews } from '../../domain/organisation-views.ts'
import { at, person } from '../../testing/cases.ts'
import { afterwards, organisationFile, organisationOf, stated } from '../../testing/organisations.ts'
import { stateOrganisation } from './decide.ts'

const mechanism = organisationOf(
  stated({ organisationId: 'mechanism-511702', kind: 'mechanism', regionCode: '511702' }),
)
const none = organisationAggregate.initial
const state = (
  before: typeof none,
  file: OrganisationFile,
  by = person('task-force', 'clerk', '511700'),
  parent = mechanism,
) => stateOrganisation(before, { file, parent, reason: '按通知调整', by, at })

test('A1 H4 created, changed, and everything it was is still there with who, when and why', () => {
  const first = afterwards(none, state(none, organisationFile()))
  const changed = afterwards(first, state(first, organisationFile({ name: '通川区融资协调工作专班' })))
  expect(changed).toMatchObject({
    name: '通川区融资协调工作专班',
    history: [
      { name: '通川区工作专班', reason: '按通知调整', by: { org: 'org-clerk', sub: 'clerk' }, at },
      { name: '通川区融资协调工作专班' },
    ],
  })
  expect(state(changed, organisationFile({ name: '通川区融资协调工作专班' })).kind).toBe('unchanged')
})

test('A1 what it is stays; a branch of it under another kind is another organisation', () => {
  const known = organisationOf(stated())
  expect(state(known, organisationFile({ kind: 'department' }))).toMatchObject({
    refusal: { code: 'kind-fixed', detail: /工作专班/ },
  })
})

test('A2 nobody takes over an id that another region registered', () => {
  const known = organisationOf(stated({ regionCode: '511703' }))
  expect(state(known, organisationFile(), person('task-force', 'clerk', '511702'))).toMatchObject({
    refusal: { code: 'outside-region' },
  })
  const here = organisationOf(stated({ kind: 'department', regionCode: '511703' }))
  expect(state(here, organisationFile({ kind: 'department' })).kind).toBe('accepted')
  // A seat does not move: what it decided stays explained.
  expect(state(known, organisationFile())).toMatchObject({ refusal: { code: 'kind-fixed' } })
})

test('A1 a wrong place is refused with every field that is wrong', () => {
  const office = organisationOf(stated({ organisationId: 'o', kind: 'mechanism-office' }))
  const wrong = organisationFile({ to: '2020-01-01', duty: 'evaluation' })
  expect(state(none, wrong, undefined, office)).toMatchObject({
    refusal: {
      code: 'validation-failed',
      errors: [{ pointer: '/parentOrg' }, { pointer: '/duty' }, { pointer: '/to' }],
    },
  })
})

test('A2 an organisation stands on the list of its region and each above; moved, it comes off the old ones', () => {
  const listed = (of: typeof none) =>
    organisationViews(of).flatMap(({ list }) => (list ? [list.pk.replace('organisations#', '')] : []))
  const known = organisationOf(stated())
  expect(listed(known)).toEqual(['511702', '511700', '510000', '000000'])
  const moved = organisationOf(
    stated({ kind: 'department' }),
    stated({ kind: 'department', regionCode: '511703' }),
  )
  expect(listed(moved)).toEqual(['511703', '511700', '510000', '000000'])
  expect(organisationViews(moved).find(({ name }) => name === 'in-511702')).not.toHaveProperty('list')
})
