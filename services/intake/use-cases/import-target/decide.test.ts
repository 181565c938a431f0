import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { nationalScope, type Scope } from '../../domain/policy.ts'
import { conflictsOf, contactOf, placeOf, type Report, standing } from '../../domain/registry.ts'
import { registrationStatusLabels, type Source, sourceLabels } from '../../domain/vocabulary.ts'
import { callerIn, county, legacyUscc, report, reported, uscc } from '../../testing/given.ts'
import { importTarget } from './decide.ts'

const decide = (state: EntityState, given: Report, codeCheck: 'valid' | 'legacy' = 'valid') =>
  importTarget(state, {
    uscc: codeCheck === 'valid' ? uscc : legacyUscc,
    codeCheck,
    report: given,
    caller: county,
  })

const outcome = (state: EntityState, given: Report, codeCheck: 'valid' | 'legacy' = 'valid') => {
  const decision = decide(state, given, codeCheck)
  if (decision.kind !== 'accepted') throw new Error(decision.kind)
  return { ...decision.result, events: decision.events.map(({ type }) => type) }
}

const nothing = entityDefinition.initial

test('B1 a first row lists the entity and says so once', () => {
  expect(outcome(nothing, report())).toMatchObject({
    outcome: 'listed',
    sizeClass: 'small',
    events: ['registry-reported', 'entity-listed.v1'],
  })
})

test('B1 an identical repeat merges and lists nothing again', () => {
  expect(outcome(reported(report()), report())).toMatchObject({
    outcome: 'merged',
    events: ['registry-reported'],
  })
})

const abnormal = (Object.keys(registrationStatusLabels) as (keyof typeof registrationStatusLabels)[]).filter(
  status => status !== 'operating',
)
test.each(abnormal)('B1 an entity that is %s is dropped with the reason', registrationStatus => {
  const dropped = outcome(nothing, report({ values: { registrationStatus } }))
  expect(dropped).toMatchObject({ outcome: 'dropped', events: ['registry-reported'] })
  expect(dropped.reason).toContain(registrationStatusLabels[registrationStatus])
})

test('B2 a large enterprise is dropped, a large co-operative is not', () => {
  const values = { staff: 1_200, revenueFen: 50_000_000_000 }
  expect(outcome(nothing, report({ values }))).toMatchObject({ outcome: 'dropped', sizeClass: 'large' })
  expect(
    outcome(nothing, report({ values: { ...values, entityKind: 'farmers-cooperative' } })),
  ).toMatchObject({ outcome: 'listed' })
})

test('B2 a medium enterprise stays, for renewal only', () => {
  const medium = outcome(nothing, report({ values: { staff: 400, revenueFen: 3_000_000_000 } }))
  expect(medium).toMatchObject({ outcome: 'listed', sizeClass: 'medium' })
  expect(medium.note).toContain('续贷')
})

test('A1 B2 the policy of the region takes medium enterprises in, or drops them and kinds it leaves out', () => {
  const under = (scope: Partial<Scope>, given: Report) => {
    const decision = importTarget(nothing, {
      uscc,
      codeCheck: 'valid',
      report: given,
      caller: county,
      scope: { ...nationalScope, ...scope },
    })
    return decision.kind === 'accepted' ? decision.result : decision.kind
  }
  const medium = report({ values: { staff: 400, revenueFen: 3_000_000_000 } })
  const taken = under({ mediumEnterprises: 'yes' }, medium)
  expect(taken).toMatchObject({ outcome: 'listed', sizeClass: 'medium' })
  expect(taken).not.toHaveProperty('note')
  expect(under({ mediumEnterprises: 'no' }, medium)).toMatchObject({ outcome: 'dropped' })
  expect(under({ mediumEnterprises: 'no' }, report())).toMatchObject({ outcome: 'listed' })
  expect(
    under({ entityKinds: ['enterprise'] }, report({ values: { entityKind: 'family-farm' } })),
  ).toMatchObject({
    outcome: 'dropped',
    reason: '本地区政策不支持家庭农场',
  })
})

test('B2 an enterprise without figures is listed with a note to complete them', () => {
  const { staff: _staff, revenueFen: _revenue, assetsFen: _assets, ...values } = report().values
  const found = outcome(nothing, { ...report(), values })
  expect(found).toMatchObject({ outcome: 'listed', sizeClass: 'undetermined' })
  expect(found.note).toContain('补充')
})

test('B1 a legacy code waits for the registrar, whoever else reports it', () => {
  const byTax = decide(nothing, report({ source: 'tax' }), 'legacy')
  if (byTax.kind !== 'accepted') throw new Error(byTax.kind)
  expect(byTax.result).toMatchObject({ outcome: 'awaiting-confirmation', codeCheck: 'legacy' })
  const waiting = byTax.events.reduce(entityDefinition.evolve, nothing)
  expect(outcome(waiting, report({ source: 'statistics' }), 'legacy').outcome).toBe('awaiting-confirmation')
  expect(outcome(waiting, report(), 'legacy').outcome).toBe('listed')
})

test('B1 one source saying 吊销 drops; the registrar saying operating later lists again', () => {
  const revoked = report({ source: 'tax', values: { registrationStatus: 'revoked' } })
  const dropped = reported(report(), revoked)
  expect(dropped.status).toBe('dropped')
  expect(outcome(dropped, report()).outcome).toBe('dropped')
  expect(outcome(dropped, report({ source: 'statistics' })).outcome).toBe('dropped')
  const again = outcome(dropped, report({ on: '2026-03-09' }))
  expect(again).toMatchObject({ outcome: 'listed', events: ['registry-reported', 'entity-listed.v1'] })
  expect(outcome(reported(revoked), report()).outcome).toBe('listed')
})

test('B1 the first value stands, each source is kept and a contradiction is shown', () => {
  const state = reported(report(), report({ source: 'tax', values: { name: '达州澍榆食品厂', staff: 30 } }))
  if (state.status === 'unknown') throw new Error('unknown')
  expect(standing(state.registry, 'name')).toMatchObject({
    source: 'market-regulator',
    value: '达州澍榆食品有限公司',
  })
  expect(conflictsOf(state.registry)).toMatchObject([
    { field: 'name', claims: [{ source: 'market-regulator' }, { source: 'tax', value: '达州澍榆食品厂' }] },
  ])
})

test('B1 a source corrects its own word', () => {
  const state = reported(report(), report({ values: { staff: 44 } }))
  if (state.status === 'unknown') throw new Error('unknown')
  expect(standing(state.registry, 'staff')?.value).toBe(44)
  expect(conflictsOf(state.registry)).toEqual([])
})

test('H3 the fullest contact stands, and a row without one takes none away', () => {
  const none = { sealed: 'none', maskedLegalRepresentative: '', maskedPhone: '' }
  const newer = { ...report().contact, sealed: 'newer' }
  const sealedIn = (...reports: readonly Report[]) => {
    const state = reported(...reports)
    return state.status === 'unknown' ? undefined : contactOf(state.registry).sealed
  }
  expect(sealedIn(report(), report({ contact: none }))).toBe('sealed')
  expect(sealedIn(report({ source: 'tax', contact: none }), report())).toBe('sealed')
  expect(sealedIn(report(), report({ contact: newer }))).toBe('newer')
  expect(sealedIn(report(), report({ source: 'tax', contact: newer }))).toBe('sealed')
})

test('A2 another county may not change an entity that stands elsewhere', () => {
  const decision = importTarget(reported(report()), {
    uscc,
    codeCheck: 'valid',
    report: report({ values: { regionCode: '511703', registrationStatus: 'revoked' } }),
    caller: callerIn('511703'),
  })
  expect(decision).toMatchObject({ kind: 'refused', refusal: { code: 'outside-region' } })
})

const sources = Object.keys(sourceLabels) as [Source, ...Source[]]
const full = report().values
const { name, entityKind, industryCode, regionCode, registrationStatus, ...optional } = full
const agreeing = fc
  .subarray(sources, { minLength: 1 })
  .chain(some =>
    fc.tuple(
      ...some.map(source =>
        fc.subarray(Object.keys(optional) as (keyof typeof optional)[]).map(fields => ({
          ...report({ source }),
          values: {
            name,
            entityKind,
            industryCode,
            regionCode,
            registrationStatus,
            ...Object.fromEntries(fields.map(field => [field, optional[field]])),
          },
        })),
      ),
    ),
  )
  .chain(reports =>
    fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
  )

const whatStands = (state: EntityState) => {
  if (state.status === 'unknown') throw new Error('unknown')
  const { registry, assessment, status } = state
  const fields = ['name', 'entityKind', 'industryCode', 'staff', 'revenueFen', 'assetsFen'] as const
  return {
    status,
    assessment,
    place: placeOf(registry),
    values: fields.map(field => standing(registry, field)?.value),
    conflicts: conflictsOf(registry),
  }
}

test('B1 merging sources that do not contradict each other gives the same entity in any order', () => {
  fc.assert(
    fc.property(agreeing, ([reports, shuffled]) => {
      expect(whatStands(reported(...shuffled))).toEqual(whatStands(reported(...reports)))
    }),
    { numRuns: 500 },
  )
})

const anyReport = fc
  .record({
    source: fc.constantFrom(...sources),
    registrationStatus: fc.constantFrom('operating' as const, 'operating' as const, 'revoked' as const),
    staff: fc.constantFrom(10, 30, 1_200),
  })
  .map(({ source, ...values }) => report({ source, values }))

test('B1 a listing is said exactly when the entity comes onto the list, and a duplicate never doubles it', () => {
  fc.assert(
    fc.property(fc.array(anyReport, { minLength: 1, maxLength: 12 }), reports => {
      let state: EntityState = nothing
      for (const each of reports.flatMap(one => [one, one])) {
        const decision = decide(state, each)
        if (decision.kind !== 'accepted') throw new Error(decision.kind)
        const next: EntityState = (decision.events as readonly EntityEvent[]).reduce(
          entityDefinition.evolve,
          state,
        )
        const said = decision.events.filter(({ type }) => type === 'entity-listed.v1').length
        expect(said).toBe(state.status !== 'listed' && next.status === 'listed' ? 1 : 0)
        state = next
      }
    }),
    { numRuns: 1_000 },
  )
})

test('B1 sending the same directory twice on one day changes no standing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyReport, { minLength: 1, selector: ({ source }) => source }), reports => {
      expect(reported(...reports, ...reports).status).toBe(reported(...reports).status)
    }),
    { numRuns: 1_000 },
  )
})
