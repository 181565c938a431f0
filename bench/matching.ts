import { profiles } from '#shared/domain/policy.ts'
import type { Applicant } from '../services/matching/domain/applicant.ts'
import type { Bank } from '../services/matching/domain/bank.ts'
import type { Question } from '../services/matching/domain/choice.ts'
import { choosePushes } from '../services/matching/domain/choose-pushes.ts'
import type { Product } from '../services/matching/domain/product.ts'
import { loadSolver } from '../services/matching/solver.ts'

/** Prints what a batch costs, over the whole at once and one by one: time, memory, objective against the optimum. */
const county = '511702'
const seconds = 120

/** Small and seeded, so that two runs measure the same batch. */
const seeded = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const kinds = ['working-capital', 'fixed-assets', 'operating', 'renewal'] as const

const instance = (applications: number, banks: number): Question => {
  const next = seeded(20_241_028)
  const bankIdAt = (index: number): string => `bank${String(index).padStart(3, '0')}-a`
  const bank = (_: unknown, index: number): Bank => ({
    bankId: bankIdAt(index),
    name: `第 ${index} 支行`,
    institution: { id: `i${Math.floor((index * 2) / 3)}`, name: `第 ${Math.floor((index * 2) / 3)} 银行` },
    regionCodes: [county],
    active: true,
    batchCapacity: 1 + next(Math.ceil((applications * 4) / banks)),
    ...(next(3) === 0 ? { specialities: { industrySections: [next(2) === 0 ? 'C' : 'F'] } } : {}),
  })
  const product = (_: unknown, index: number): Product => ({
    productId: `p${index}`,
    bankId: bankIdAt(index % banks),
    kind: 'loan',
    name: `产品 ${index}`,
    loanKinds: [kinds[next(4)] ?? 'renewal', kinds[next(4)] ?? 'renewal'],
    minAmountFen: 1_000_000,
    maxAmountFen: 50_000_000 * (1 + next(10)),
    maxTermMonths: 12 + next(4) * 12,
    rateFromBp: 300,
    rateToBp: 450,
    collateral: ['credit'],
    validFrom: '2025-01-01',
  })
  const application = (_: unknown, index: number): Applicant => ({
    applicationId: `A${String(index).padStart(6, '0')}`,
    regionCode: county,
    entityKind: 'enterprise',
    sizeClass: 'small',
    industryCode: next(2) === 0 ? 'C1310' : 'F5211',
    demand: {
      amountFen: 10_000_000 * (1 + next(40)),
      termMonths: 12 + next(3) * 12,
      purpose: '周转',
      loanKind: kinds[next(4)] ?? 'renewal',
    },
    intendedBankIds: [...new Set([next(banks), next(banks)].slice(0, next(3)).map(bankIdAt))],
    lendingBankIds: next(3) === 0 ? [bankIdAt(next(banks))] : [],
    declaredOn: `2025-02-${String(1 + next(28)).padStart(2, '0')}`,
    ...(next(10) === 0 ? { keyChain: '富硒茶' } : {}),
  })
  return {
    applications: Array.from({ length: applications }, application),
    banks: Array.from({ length: banks }, bank),
    products: Array.from({ length: banks * 2 }, product),
    policy: { ...profiles.tongchuan, prioritySectors: ['C'] },
    alreadyReferred: new Map(),
    on: '2025-03-03',
  }
}

const line = (what: string, value: string): void => {
  process.stdout.write(`${what.padEnd(40)} ${value}\n`)
}
const timed = <T>(work: () => T): readonly [T, number] => {
  const begun = performance.now()
  return [work(), (performance.now() - begun) / 1000]
}

/** `--large` adds a whole city's list at once, for which the solver is given two minutes instead of eight seconds. */
const sizes: readonly (readonly [number, number])[] = [
  [500, 40],
  [2_000, 40],
  ...(process.argv.includes('--large') ? [[10_000, 60] as const] : []),
]

for (const [applications, banks] of sizes) {
  const question = instance(applications, banks)
  const [greedy, greedySeconds] = timed(() => choosePushes(question))
  const solve = await loadSolver(seconds)
  const [best, bestSeconds] = timed(() => choosePushes(question, solve))
  const gain = (best.objective.chosen / greedy.objective.chosen - 1) * 100
  line(`${applications} applications × ${banks} banks`, best.method)
  line('  one by one', `${greedySeconds.toFixed(2)} s, objective ${greedy.objective.chosen}`)
  line(
    '  whole batch at once',
    `${bestSeconds.toFixed(2)} s, objective ${best.objective.chosen} (+${gain.toFixed(2)} %)`,
  )
  line('  pushes, unplaced (one by one)', `${greedy.pushes.length}, ${greedy.unplaced.length}`)
  line('  pushes, unplaced (whole batch)', `${best.pushes.length}, ${best.unplaced.length}`)
  const short = (1 - greedy.objective.chosen / best.objective.chosen) * 100
  if (best.method === 'optimal') line('  one by one falls short of the optimum by', `${short.toFixed(2)} %`)
  line('  resident memory', `${Math.round(process.memoryUsage.rss() / 1024 ** 2)} MB`)
}
