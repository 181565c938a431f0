import type { BankState } from '../domain/bank.ts'
import { type EntityEvent, type EntityState, entityDefinition } from '../domain/entity.ts'
import { nationalScope } from '../domain/policy.ts'
import type { Report } from '../domain/registry.ts'
import { importTarget } from '../use-cases/import-target/decide.ts'
import type { ApplicationBody } from '../use-cases/submit-application/body.ts'
import { submitApplication } from '../use-cases/submit-application/decide.ts'

/** The standard's example code (GB 32100-2015), and one that only its inner check passes. */
export const uscc = '91350100M000100Y43'
export const legacyUscc = '91350100M000100Y40'
export const today = '2026-03-02'
export const callerIn = (region: string) => ({ region, org: 'org-township', role: 'township' as const })
export const county = callerIn('511702')

export const report = (
  given: Partial<Omit<Report, 'values'>> & { values?: Partial<Report['values']> } = {},
): Report => ({
  source: 'market-regulator',
  on: today,
  contact: { sealed: 'sealed', maskedLegalRepresentative: '陈**', maskedPhone: '199****0001' },
  ...given,
  values: {
    name: '达州澍榆食品有限公司',
    entityKind: 'enterprise',
    industryCode: '1311',
    staff: 30,
    revenueFen: 500_000_000,
    assetsFen: 300_000_000,
    regionCode: '511702',
    townshipCode: '511702104',
    registrationStatus: 'operating',
    ...given.values,
  },
})

const eventsOf = (decision: { readonly kind: string; readonly events?: readonly EntityEvent[] }) => {
  if (!decision.events) throw new Error(`the history needs an accepted decision, not ${decision.kind}`)
  return decision.events
}

/** What the reports of these sources lead to. */
export const reported = (...reports: readonly Report[]): EntityState =>
  reports.reduce<EntityState>(
    (state, each) =>
      eventsOf(importTarget(state, { uscc, codeCheck: 'valid', report: each, caller: county })).reduce(
        entityDefinition.evolve,
        state,
      ),
    entityDefinition.initial,
  )

export const listed = (): EntityState => reported(report())

const met = { finding: 'met', ground: '走访核实，材料齐备' } as const

export const form = (given: Partial<Omit<ApplicationBody, 'uscc'>> = {}): Omit<ApplicationBody, 'uscc'> => ({
  demand: { amountFen: 50_000_000, termMonths: 12, purpose: '采购原料', loanKind: 'working-capital' },
  criteria: {
    'compliant-operation': met,
    'fixed-premises': met,
    'genuine-demand': met,
    'good-credit': met,
    'lawful-use': met,
  },
  intendedBankIds: ['icbc-tongchuan'],
  lendingBankIds: [],
  firstLoan: true,
  channel: 'visit',
  consent: { agreed: true, givenOn: today },
  materials: [],
  truthPromise: true,
  ...given,
})

export const notMet = { finding: 'not-met', ground: '近一年有逾期记录' } as const

export const banks: ReadonlyMap<string, BankState> = new Map([
  ['icbc-tongchuan', { status: 'active', bankId: 'icbc-tongchuan', name: '工行通川支行', sequence: 1 }],
  ['abc-tongchuan', { status: 'active', bankId: 'abc-tongchuan', name: '农行通川支行', sequence: 1 }],
  ['closed-bank', { status: 'inactive', bankId: 'closed-bank', name: '已撤并支行', sequence: 2 }],
])

/** The entity with a first application on top of `state`. */
export const applied = (
  state: EntityState,
  given: Partial<Omit<ApplicationBody, 'uscc'>> = {},
): EntityState =>
  eventsOf(
    submitApplication(state, { form: form(given), banks, caller: county, today, scope: nationalScope }),
  ).reduce(entityDefinition.evolve, state)

/** What a decision leads to; a refusal leaves everything as it is. */
export const folded = (
  state: EntityState,
  decision: { readonly kind: string; readonly events?: readonly EntityEvent[] },
): EntityState => (decision.events ?? []).reduce(entityDefinition.evolve, state)
