import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { loadSolver } from '../solver.ts'
import { branch, product, recommended, today } from '../testing/examples.ts'
import type { Bank, Specialities } from './bank.ts'
import type { Choice, Question } from './choice.ts'
import { choosePushes } from './choose-pushes.ts'

const institutions = ['abc', 'boc', 'ccb', 'icbc', 'psbc']
const bankIds = institutions.flatMap(id => [`${id}-a`, `${id}-b`])
const amounts = [10_000_000, 50_000_000, 100_000_000, 300_000_000]
const bankIdArb = fc.constantFrom(...bankIds, 'ghost-a')

const strengths: readonly Specialities[] = [{ industrySections: ['C'] }, { keyChains: ['富硒茶'] }]

const bankArb = (bankId: string) =>
  fc
    .record({
      regionCodes: fc.constantFrom('511702', '511700', '511702001', '511703').map(code => [code]),
      active: fc.boolean(),
      minAmountFen: fc.option(fc.constantFrom(...amounts), { nil: undefined }),
      maxAmountFen: fc.option(fc.constantFrom(...amounts), { nil: undefined }),
      batchCapacity: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
      specialities: fc.option(fc.constantFrom(...strengths), {
        nil: undefined,
      }),
    })
    .map(more => branch(bankId, { ...more, active: more.active || more.batchCapacity === undefined }))

const applicationArb = (id: string) =>
  fc
    .record({
      amountFen: fc.constantFrom(...amounts),
      intendedBankIds: fc.uniqueArray(bankIdArb, { maxLength: 2 }),
      lendingBankIds: fc.uniqueArray(bankIdArb, { maxLength: 3 }),
      townshipCode: fc.constantFrom(undefined, '511702001', '511702002'),
      keyChain: fc.constantFrom(undefined, '富硒茶'),
      declaredOn: fc.constantFrom('2025-02-01', '2025-02-02'),
      industryCode: fc.constantFrom('C1310', 'F5211'),
    })
    .map(({ amountFen, ...more }) =>
      recommended(id, {
        ...more,
        demand: { amountFen, termMonths: 12, purpose: '周转', loanKind: 'working-capital' },
      }),
    )

const questionArb: fc.Arbitrary<Question> = fc
  .record({
    applications: fc
      .integer({ min: 0, max: 8 })
      .chain(count => fc.tuple(...Array.from({ length: count }, (_, i) => applicationArb(`A${i}`)))),
    banks: fc.subarray(bankIds).chain(ids => fc.tuple(...ids.map(bankArb))),
    products: fc
      .subarray(bankIds)
      .map(ids => ids.map((id, i) => product(`p${i}`, id, { maxAmountFen: amounts[i % 4] ?? 1 }))),
    pushRule: fc.constantFrom('intended-only', 'intended-first', 'relation-first'),
    maxInstitutions: fc.integer({ min: 1, max: 3 }),
    referred: fc.array(fc.tuple(fc.constantFrom('A0', 'A1', 'A2'), bankIdArb), { maxLength: 4 }),
  })
  .map(({ pushRule, maxInstitutions, referred, ...rest }) => ({
    ...rest,
    policy: { pushRule, maxInstitutions, prioritySectors: ['C'] },
    alreadyReferred: new Map(
      [...Map.groupBy(referred, ([id]) => id)].map(([id, pairs]) => [id, pairs.map(pair => pair[1])]),
    ),
    on: today,
  }))

type Application = Question['applications'][number]

/** Written without the choice's own parts: string prefixes instead of the region tree, plain loops instead of ranks. */
const may = ({ alreadyReferred }: Question, application: Application, bank: Bank): boolean => {
  const at = application.townshipCode ?? application.regionCode
  const inside = bank.regionCodes.some(code => at.startsWith(code.endsWith('00') ? code.slice(0, 4) : code))
  const { amountFen } = application.demand
  if (bank.minAmountFen !== undefined && amountFen < bank.minAmountFen) return false
  if (bank.maxAmountFen !== undefined && amountFen > bank.maxAmountFen) return false
  return bank.active && inside && !alreadyReferred.get(application.applicationId)?.includes(bank.bankId)
}

const faultsOf = (question: Question, { pushes, unplaced }: Choice): string[] => {
  const { applications, banks, policy } = question
  const faults: string[] = []
  const bankOf = (id: string) => banks.find(bank => bank.bankId === id)
  const used = (id: string) => pushes.filter(push => push.bankId === id).length
  for (const bank of banks)
    if (used(bank.bankId) > (bank.batchCapacity ?? Number.POSITIVE_INFINITY)) faults.push('capacity exceeded')
  for (const application of applications) {
    const id = application.applicationId
    const mine = pushes.filter(push => push.applicationId === id)
    const houses = mine.map(push => bankOf(push.bankId)?.institution.id)
    if (new Set(houses).size !== mine.length) faults.push('two branches of one institution')
    if (mine.length > policy.maxInstitutions) faults.push('too many institutions')
    for (const push of mine) {
      const bank = bankOf(push.bankId)
      if (!bank || !may(question, application, bank)) faults.push('a bank that may not be told')
      if (policy.pushRule === 'intended-only' && !application.intendedBankIds.includes(push.bankId))
        faults.push('not an intended bank')
      const says = (rule: string) => push.reasons.some(reason => reason.rule === rule)
      if (push.reasons.length === 0) faults.push('no reason')
      if (says('intended') !== application.intendedBankIds.includes(push.bankId)) faults.push('wrong reason')
      if (says('existing-relation') !== application.lendingBankIds.includes(push.bankId))
        faults.push('wrong reason')
    }
    const wished = [
      ...application.intendedBankIds,
      ...(policy.pushRule === 'intended-only' ? [] : application.lendingBankIds),
    ]
    for (const bank of banks) {
      const free = used(bank.bankId) < (bank.batchCapacity ?? Number.POSITIVE_INFINITY)
      const room = mine.length < policy.maxInstitutions && !houses.includes(bank.institution.id)
      if (free && room && wished.includes(bank.bankId) && may(question, application, bank))
        faults.push('a wish left open')
    }
    const left = unplaced.filter(each => each.applicationId === id)
    if (left.length !== (mine.length === 0 ? 1 : 0)) faults.push('neither placed nor unplaced, or both')
  }
  return faults
}

const solve = await loadSolver()

test.prop([questionArb], { numRuns: 10_000 })(
  'D1 D2 D3 one by one over random batches: limits, capacity, will and reasons hold',
  question => {
    expect(faultsOf(question, choosePushes(question))).toEqual([])
  },
)

test.prop([questionArb], { numRuns: 10_000 })(
  'D1 D2 D3 the best of a whole batch: the same limits hold, and it is never worth less than one by one',
  question => {
    const best = choosePushes(question, solve)
    expect(faultsOf(question, best)).toEqual([])
    expect(best.method).toBe('optimal')
    expect(best.objective.chosen).toBeGreaterThanOrEqual(best.objective.greedy)
    expect(best.objective.greedy).toBe(choosePushes(question).objective.chosen)
  },
)

const shuffled = (question: Question) =>
  fc
    .tuple(
      fc.shuffledSubarray([...question.applications], { minLength: question.applications.length }),
      fc.shuffledSubarray([...question.banks], { minLength: question.banks.length }),
      fc.shuffledSubarray([...question.products], { minLength: question.products.length }),
    )
    .map(([applications, banks, products]) => ({ ...question, applications, banks, products }))

const pairArb = questionArb.chain(question => fc.tuple(fc.constant(question), shuffled(question)))

test.prop([pairArb], { numRuns: 1000 })(
  'D1 the same batch in any order of input gives the same pushes, byte for byte',
  ([question, other]) => {
    for (const by of [undefined, solve])
      expect(JSON.stringify(choosePushes(other, by))).toBe(JSON.stringify(choosePushes(question, by)))
  },
)
