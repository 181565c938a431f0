import fc from 'fast-check'
import { type EventData, eventContracts } from '#shared/contracts/events.ts'
import type { CountedEvent } from '../use-cases/count/counted-events.ts'
import { countedEvents, ledgerEvents } from './event-names.ts'

/** An event as it stands on the queue, cut down to what counting reads. */
export type Told = {
  [N in CountedEvent]: {
    readonly name: N
    readonly data: EventData<N>
    readonly envelope: { readonly id: string; readonly sequence: number }
  }
}[CountedEvent]

/** Enterprises of a history; a dozen. */
const usccs = Array.from({ length: 12 }, (_, i) => `915117020000000${String(i).padStart(2, '0')}X`)
export const places = [
  { regionCode: '511702' },
  { regionCode: '511702', townshipCode: '511702102' },
  { regionCode: 'G51170201' },
  { regionCode: '511703', townshipCode: '511703100' },
  { regionCode: '510104' },
] as const
export const bankIds = ['icbc-tongchuan', 'abc-tongchuan', 'boc-huaxia'] as const
const days = ['2025-03-01', '2025-03-02', '2025-03-03', '2025-03-31', '2025-04-01'] as const

/** What one event may vary in; everything else is fixed. */
type Seed = {
  readonly uscc: string
  readonly place: (typeof places)[number]
  readonly day: string
  readonly bankId: string
  readonly application: number
  readonly fen: number
  readonly flag: number
}

const profile = {
  name: '通川区某食品加工厂',
  entityKind: 'enterprise',
  sizeClass: 'small',
  industryCode: '1391',
  contact: { sealed: 'kms1:AAAA', maskedLegalRepresentative: '王**', maskedPhone: '138****5678' },
  intendedBankIds: ['icbc-tongchuan'],
  lendingBankIds: [],
  firstLoan: true,
  channel: 'visit',
} as const

const demand = (amountFen: number) => ({
  amountFen,
  termMonths: 12,
  purpose: '购买原料',
  loanKind: 'working-capital' as const,
})

/** What a correction tells again of each drawing, renewal and day; corrections from before that tell none of it. */
const anew = (day: string, fen: number, flag: number) => ({
  ...(flag > 2 ? { acceptedOn: day, repaidOn: day } : { withdrawnOn: day }),
  drawings: days.slice(0, flag % 4).map((drawnOn, at) => ({ drawnOn, amountFen: fen + at })),
  renewals: days.slice(flag % 3, flag).map((renewedOn, at) => ({
    renewedOn,
    amountFen: fen + at,
    maturesOn: day,
    withoutRepayment: (flag + at) % 2 === 0,
  })),
})

/** The data of an event by name, checked against its contract. */
export const dataOf = (name: CountedEvent, seed: Seed, revision = 1): unknown => {
  const { uscc, place, day, bankId, fen, flag } = seed
  const applicationId = `${uscc}-${seed.application}`
  const at = { uscc, ...place }
  const application = { ...at, applicationId }
  const declared = { ...application, ...profile, demand: demand(fen), declaredOn: day }
  const referral = {
    ...application,
    referralId: `${applicationId}-${bankId}`,
    bankId,
    institutionId: bankId.slice(0, 4),
  }
  const refusal = { code: 'cash-flow', problem: '现金流不足', advice: '补充流水证明', repairable: true }
  const grant = {
    lineFen: fen,
    rateBp: 365,
    termMonths: 12,
    collateral: 'credit',
    firstLoan: true,
    renewalWithoutRepayment: false,
  }
  const coaching = { coachingId: `${applicationId}-c1`, problemClass: 'cash-flow' }
  const reasons = [{ rule: 'intended', detail: '企业意向银行' }]
  const clocks = { decisionDays: 30, refusalWorkingDays: 5, rollToWorkingDay: false }
  const decisions = [
    { outcome: 'granted', grant },
    { outcome: 'refused', refusal },
    { outcome: 'given-up', reason: '企业放弃' },
  ]
  const data: { readonly [N in CountedEvent]: unknown } = {
    'entity-listed.v1': { ...at, ...profile, listedOn: day },
    'entity-visited.v1': { ...at, visitedOn: day, method: 'phone', hasDemand: flag % 2 === 0 },
    'application-declared.v1': declared,
    'application-corrected.v1': declared,
    'application-screened-out.v1': {
      ...application,
      failedCriteria: [{ criterion: 'good-credit', ground: '有逾期' }],
      screenedOn: day,
    },
    'application-returned.v1': { ...application, level: 'bank', missing: ['财务报表'], returnedOn: day },
    'application-refused.v1': {
      ...application,
      level: 'leader',
      criterion: 'lawful-use',
      problem: '用途不明',
      advice: '补充用途说明',
      refusedOn: day,
    },
    'application-recommended.v1': { ...declared, listId: 'list-1', recommendedOn: day },
    'referral-dispatched.v1': {
      ...declared,
      ...referral,
      bankName: '某银行',
      batchId: 'batch-1',
      listId: 'list-1',
      reasons,
      existingRelation: false,
      otherBanks: 1,
      dispatchedOn: day,
      clocks,
    },
    'application-withdrawn.v1': { ...application, reason: 'by-enterprise', withdrawnOn: day },
    'application-removed.v1': {
      ...application,
      listId: 'list-1',
      reason: 'misuse',
      detail: '挪用贷款',
      removedOn: day,
    },
    'coaching-opened.v1': { ...application, ...coaching, dueOn: day, openedOn: day },
    'coaching-closed.v1': {
      ...application,
      ...coaching,
      outcome: flag % 2 === 0 ? 'repaired' : 'given-up',
      closedOn: day,
    },
    'referral-accepted.v1': { ...referral, acceptedOn: day },
    'enterprise-contacted.v1': { ...referral, contactedOn: day },
    'materials-completed.v1': {
      ...referral,
      completedOn: day,
      decisionDueOn: day,
      dueRule: '自次日起30日',
      provisional: false,
    },
    'credit-decided.v1': { ...referral, decidedOn: day, ...decisions[flag % 3] },
    'loan-drawn.v1': { ...referral, drawnOn: day, amountFen: fen, totalDrawnFen: fen },
    'loan-renewed.v1': {
      ...referral,
      renewedOn: day,
      amountFen: fen,
      maturesOn: day,
      withoutRepayment: flag % 2 === 0,
    },
    'loan-repaid.v1': { ...referral, repaidOn: day },
    'credit-withdrawn.v1': { ...referral, withdrawnOn: day, reason: '企业主动取消额度' },
    'feedback-corrected.v1': {
      ...referral,
      correctedOn: day,
      reason: '录入有误',
      ...(flag === 0 ? {} : { decision: { decidedOn: day, ...decisions[flag % 3] } }),
      totalDrawnFen: flag % 2 === 0 ? 0 : Math.ceil(fen / 2),
      ...(flag < 3 ? { contactedOn: day } : {}),
      ...(flag === 0 ? {} : anew(day, fen, flag)),
    },
    'off-list-credit-recorded.v1': {
      ...at,
      creditId: `OL-${bankId}-${seed.application}-${uscc}`,
      bankId,
      institutionId: bankId.slice(0, 4),
      name: profile.name,
      entityKind: profile.entityKind,
      decidedOn: day,
      grant,
      drawnFen: flag % 2 === 0 ? 0 : Math.ceil(fen / 3),
      revision,
      recordedOn: day,
      ...(flag === 5 ? { voided: true } : {}),
    },
  }
  return eventContracts[name].parse(data[name])
}

type Among = {
  readonly names?: readonly CountedEvent[]
  readonly banks?: readonly string[]
  readonly applications?: number
}

/** All of it about one enterprise at one bank, where corrections meet what they correct. */
export const ledgers = (maxLength: number): fc.Arbitrary<readonly Told[]> =>
  histories(maxLength, 0, 1, { names: ledgerEvents, banks: bankIds.slice(0, 1), applications: 1 })

/** Distinct events of a few enterprises, in no order that would make sense. */
export const histories = (
  maxLength: number,
  minLength = 0,
  enterprises = 3,
  { names = countedEvents, banks = bankIds, applications = 2 }: Among = {},
): fc.Arbitrary<readonly Told[]> =>
  fc
    .array(
      fc.tuple(
        fc.constantFrom<CountedEvent>(...names),
        fc.record({
          uscc: fc.constantFrom(...usccs.slice(0, enterprises)),
          place: fc.constantFrom(...places),
          day: fc.constantFrom(...days),
          bankId: fc.constantFrom<string>(...banks),
          application: fc.integer({ min: 1, max: applications }),
          fen: fc.integer({ min: 1, max: 500_000_000 }),
          flag: fc.nat(5),
        }),
      ),
      { minLength, maxLength, size: 'max' },
    )
    .map(seeds =>
      seeds.map(
        ([name, seed], index) =>
          ({
            name,
            // A later record of the same credit is its next revision.
            data: dataOf(name, seed, index + 1),
            envelope: { id: `event-${index}`, sequence: index + 1 },
          }) as Told,
      ),
    )
