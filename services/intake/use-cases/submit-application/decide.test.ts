import fc from 'fast-check'
import { expect, test } from 'vitest'
import { applicationProfileSchema } from '#shared/contracts/parts.ts'
import { type Criterion, criteria } from '#shared/contracts/vocabulary.ts'
import { type Ending, endings } from '../../domain/application.ts'
import { type EntityEvent, type EntityState, entityDefinition } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import {
  type ApplicationStatus,
  applicationStatusLabels,
  type standingLabels,
} from '../../domain/vocabulary.ts'
import {
  applied,
  banks,
  callerIn,
  county,
  form,
  listed,
  notMet,
  report,
  reported,
  today,
  uscc,
} from '../../testing/given.ts'
import { freeApplication } from '../free-application/decide.ts'
import { importTarget } from '../import-target/decide.ts'
import { recordVisit } from '../record-visit/decide.ts'
import { withdrawApplication } from '../withdraw-application/decide.ts'
import { submitApplication } from './decide.ts'

const decide = (state: EntityState, given: Parameters<typeof form>[0] = {}, caller = county) =>
  submitApplication(state, { form: form(given), banks, caller, today, scope: nationalScope })
const codeOf = (decision: ReturnType<typeof decide>) =>
  decision.kind === 'refused' ? [decision.refusal.code, decision.refusal.errors?.[0]?.pointer] : decision.kind

test('B4 all five criteria met: on the declared list, with the whole profile', () => {
  const decision = decide(listed())
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  expect(decision.result).toEqual({ applicationId: `${uscc}-01`, status: 'declared', failedCriteria: [] })
  const [submitted, declared] = decision.events
  expect(submitted?.type).toBe('application-submitted')
  expect(declared?.type).toBe('application-declared.v1')
  expect(applicationProfileSchema.strict().safeParse(declared?.data).success).toBe(true)
})

test.each(
  criteria.flatMap(criterion =>
    (['not-met', 'to-be-checked'] as const).map(finding => [criterion, finding] as const),
  ),
)(
  'B4 %s %s: screened out, the criterion and its ground named, nothing live',
  (criterion: Criterion, finding) => {
    const given = { criteria: { ...form().criteria, [criterion]: { ...notMet, finding } } }
    const decision = decide(listed(), given)
    expect(decision).toMatchObject({
      result: { status: 'screened-out', failedCriteria: [{ criterion, finding, ground: notMet.ground }] },
      events: [
        { type: 'application-submitted' },
        {
          type: 'application-screened-out.v1',
          data: { failedCriteria: [{ criterion, ground: notMet.ground }], screenedOn: today },
        },
      ],
    })
    expect(decide(applied(listed(), given))).toMatchObject({ result: { applicationId: `${uscc}-02` } })
  },
)

test('B5 without consent nothing is declared', () => {
  expect(codeOf(decide(listed(), { consent: undefined }))).toEqual(['consent-missing', '/consent'])
  expect(codeOf(decide(listed(), { consent: { agreed: false, givenOn: today } }))).toEqual([
    'consent-missing',
    '/consent',
  ])
  expect(codeOf(decide(listed(), { consent: { agreed: true, givenOn: '2026-03-03' } }))).toEqual([
    'validation-failed',
    '/consent/givenOn',
  ])
})

test('B6 intended banks are known and at work, lending banks are known', () => {
  expect(codeOf(decide(listed(), { intendedBankIds: ['icbc-tongchuan', 'no-such'] }))).toEqual([
    'bank-unknown',
    '/intendedBankIds/1',
  ])
  expect(codeOf(decide(listed(), { intendedBankIds: ['closed-bank'] }))).toEqual([
    'bank-unknown',
    '/intendedBankIds/0',
  ])
  expect(codeOf(decide(listed(), { firstLoan: false, lendingBankIds: ['no-such'] }))).toEqual([
    'bank-unknown',
    '/lendingBankIds/0',
  ])
  expect(codeOf(decide(listed(), { firstLoan: false, lendingBankIds: ['closed-bank'] }))).toBe('accepted')
})

test('B2 a medium enterprise may only ask for a renewal', () => {
  const medium = reported(report({ values: { staff: 400, revenueFen: 3_000_000_000 } }))
  const { demand } = form()
  expect(codeOf(decide(medium))).toEqual(['medium-renewal-only', '/demand/loanKind'])
  const renewal = { bankId: 'icbc-tongchuan', maturesOn: '2026-05-20', oldLoanFen: 80_000_000 }
  expect(codeOf(decide(medium, { demand: { ...demand, loanKind: 'renewal' }, renewal }))).toBe('accepted')
})

test('B12 a renewal that names no old loan, with none on file, is refused', () => {
  const { demand } = form()
  expect(codeOf(decide(listed(), { demand: { ...demand, loanKind: 'renewal' } }))).toEqual([
    'old-loan-unnamed',
    '/renewal',
  ])
})

test('B11 a second live application is refused with a pointer to the first', () => {
  expect(decide(applied(listed()))).toMatchObject({
    refusal: { code: 'live-application-exists', facts: { liveApplicationId: `${uscc}-01` } },
  })
})

test('A2 only a caller whose region covers the entity declares it', () => {
  expect(codeOf(decide(listed(), {}, callerIn('511703')))[0]).toBe('outside-region')
  expect(codeOf(decide(listed(), {}, callerIn('511702104')))).toBe('accepted')
})

const byStanding: { readonly [S in keyof typeof standingLabels | 'unknown']: () => EntityState } = {
  unknown: () => ({ status: 'unknown' }),
  listed,
  dropped: () => reported(report({ values: { registrationStatus: 'revoked' } })),
  'awaiting-confirmation': () => ({ ...listed(), status: 'awaiting-confirmation' }) as EntityState,
}
test.each([
  ['unknown', 'not-found'],
  ['listed', 'accepted'],
  ['dropped', 'entity-dropped'],
  ['awaiting-confirmation', 'entity-awaiting-confirmation'],
] as const)('B1 an entity that is %s: %s', (standing, expected) => {
  expect([codeOf(decide(byStanding[standing]()))].flat()[0]).toBe(expected)
})

const endingsGiven: { readonly [E in Ending['status']]: Ending & { status: E } } = {
  returned: { status: 'returned', level: 'task-force', missing: ['营业执照'], returnedOn: today },
  refused: {
    status: 'refused',
    level: 'bank',
    criterion: 'good-credit',
    problem: '有逾期',
    advice: '结清后再报',
    refusedOn: today,
  },
  concluded: { status: 'concluded', outcome: 'credited', concludedOn: today },
  withdrawn: { status: 'withdrawn', reason: 'by-enterprise', withdrawnOn: today },
  removed: { status: 'removed', listId: 'L1', reason: 'misuse', detail: '挪用', removedOn: today },
}
const id = `${uscc}-01`
const free = (state: EntityState, ending: Ending) => freeApplication(state, { applicationId: id, ending })
const fold = (state: EntityState, decision: { kind: string; events?: readonly EntityEvent[] }): EntityState =>
  (decision.events ?? []).reduce(entityDefinition.evolve, state)
const inStatus: { readonly [S in ApplicationStatus]: () => EntityState } = {
  declared: () => applied(listed()),
  'screened-out': () => applied(listed(), { criteria: { ...form().criteria, 'good-credit': notMet } }),
  returned: () => fold(inStatus.declared(), free(inStatus.declared(), endingsGiven.returned)),
  refused: () => fold(inStatus.declared(), free(inStatus.declared(), endingsGiven.refused)),
  concluded: () => fold(inStatus.declared(), free(inStatus.declared(), endingsGiven.concluded)),
  withdrawn: () => fold(inStatus.declared(), free(inStatus.declared(), endingsGiven.withdrawn)),
  removed: () => fold(inStatus.declared(), free(inStatus.declared(), endingsGiven.removed)),
}
const statuses = Object.keys(applicationStatusLabels) as ApplicationStatus[]
const statusOf = (state: EntityState) =>
  state.status === 'unknown' ? undefined : state.applications[0]?.status

test.each(
  statuses.flatMap(status => Object.values(endingsGiven).map(ending => [status, ending.status] as const)),
)('B11 an application that is %s meets %s', (status, ending) => {
  const before = inStatus[status]()
  expect(statusOf(before)).toBe(status)
  const after = fold(before, free(before, endingsGiven[ending]))
  const ends = status === 'declared' || (status === 'concluded' && ending !== 'withdrawn')
  expect(statusOf(after)).toBe(ends ? ending : status)
  expect(endings[status].includes(ending)).toBe(ends)
})

test.each(statuses)('B11 an entity whose application is %s declares again', status => {
  const decision = decide(inStatus[status]())
  expect(decision.kind).toBe(status === 'declared' ? 'refused' : 'accepted')
  if (decision.kind === 'accepted') expect(decision.result.applicationId).toBe(`${uscc}-02`)
})

test('B11 an ending of an application that is not here is refused, not waited for', () => {
  expect(free(listed(), endingsGiven.returned)).toMatchObject({ refusal: { code: 'application-unknown' } })
  expect(free({ status: 'unknown' }, endingsGiven.returned)).toMatchObject({ kind: 'refused' })
})

const command = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...criteria, undefined, undefined)
      .map(failed => ({ do: 'submit', failed }) as const),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('free' as const),
      nth: fc.integer({ min: 1, max: 4 }),
      ending: fc.constantFrom(...Object.values(endingsGiven)),
    }),
  },
  fc
    .constantFrom('operating' as const, 'revoked' as const)
    .map(status => ({ do: 'import', status }) as const),
  fc.constant({ do: 'visit' } as const),
  fc.integer({ min: 1, max: 4 }).map(nth => ({ do: 'withdraw', nth }) as const),
)

const step = (state: EntityState, given: typeof command extends fc.Arbitrary<infer C> ? C : never) => {
  switch (given.do) {
    case 'submit':
      return decide(state, given.failed ? { criteria: { ...form().criteria, [given.failed]: notMet } } : {})
    case 'free':
      return freeApplication(state, { applicationId: `${uscc}-0${given.nth}`, ending: given.ending })
    case 'withdraw':
      return withdrawApplication(state, { applicationId: `${uscc}-0${given.nth}`, caller: county, today })
    case 'import':
      return importTarget(state, {
        uscc,
        codeCheck: 'valid',
        report: report({ values: { registrationStatus: given.status } }),
        caller: county,
      })
    case 'visit':
      return recordVisit(state, {
        visit: { visitedOn: today, method: 'phone', unit: '某镇', visitors: ['何某甲'], hasDemand: false },
        caller: county,
        today,
      })
  }
}

test('B11 at most one live application after any history, and each declared once', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 40 }), history => {
      let state: EntityState = entityDefinition.initial
      const told: string[] = []
      for (const each of history) {
        const decision = step(state, each)
        if (decision.kind !== 'accepted') continue
        for (const event of decision.events) {
          if (event.type === 'application-declared.v1') told.push(event.data.applicationId)
          state = entityDefinition.evolve(state, event)
        }
        const applications = state.status === 'unknown' ? [] : state.applications
        expect(applications.filter(({ status }) => status === 'declared').length).toBeLessThanOrEqual(1)
        expect(new Set(applications.map(({ applicationId }) => applicationId)).size).toBe(applications.length)
      }
      expect(new Set(told).size).toBe(told.length)
    }),
    { numRuns: 2_000 },
  )
})
