import type { Commit } from '#shared/commits/commit.ts'
import { type AggregateDefinition, load } from '#shared/commits/execute.ts'
import type { CommitTable, Page, View } from '#shared/commits/table.ts'
import { type EffectivePolicy, effectivePolicy } from '#shared/domain/policy.ts'
import { type Bank, type BankEvent, type BankState, bankAggregate, bankSchema } from './domain/bank.ts'
import { bankDayAggregate, bankDayId, heldByOthers } from './domain/bank-day.ts'
import { bankList, servesAll } from './domain/bank-views.ts'
import { type Basis, batchCause, batchPartAggregate, type Placement, partId } from './domain/batch.ts'
import { isKnown, type PlanEvent, type PlanState, planAggregate } from './domain/plan.ts'
import { waitingList } from './domain/plan-views.ts'
import { type PolicyEvent, policyAggregate, scheduleList } from './domain/policy.ts'
import { type Product, productAggregate, productList, productSchema } from './domain/product.ts'
import type { Market } from './domain/question.ts'
import { upwardFrom } from './domain/region-tree.ts'
import { inParallel } from './parallel.ts'

const pageSize = 100

async function* pages(table: CommitTable, pk: string, skPrefix?: string) {
  let cursor: string | undefined
  do {
    const found = await table.list({ pk, limit: pageSize, cursor, ...(skPrefix ? { skPrefix } : {}) })
    if (found === 'bad-cursor') throw new Error('a cursor of our own was refused')
    yield found.items
    cursor = found.nextCursor
  } while (cursor !== undefined)
}

export const everyRow = async (table: CommitTable, pk: string, skPrefix?: string): Promise<View['data'][]> =>
  (await Array.fromAsync(pages(table, pk, skPrefix))).flat()

const distinct = (banks: readonly Bank[]): readonly Bank[] => [
  ...new Map(banks.map(bank => [bank.bankId, bank])).values(),
]

/** Banks registered for a region above this one, and so for all of this one too. */
export const banksFromAbove = async (table: CommitTable, region: string): Promise<readonly Bank[]> => {
  const rows = await Promise.all(
    upwardFrom(region)
      .slice(1)
      .map(code => everyRow(table, bankList(code), servesAll)),
  )
  return distinct(rows.flat().map(row => bankSchema.parse(row)))
}

const standsAbove = (bank: Bank, region: string): boolean =>
  upwardFrom(region)
    .slice(1)
    .some(code => bank.regionCodes.includes(code))

/** Every bank that serves the region or a part of it. */
export const banksOf = async (table: CommitTable, region: string): Promise<readonly Bank[]> => {
  const [above, own] = await Promise.all([banksFromAbove(table, region), everyRow(table, bankList(region))])
  return distinct([...above, ...own.map(row => bankSchema.parse(row))])
}

/** One bank as it stands now. */
export const bankIn = async (table: CommitTable, bankId: string): Promise<Bank | undefined> => {
  const { state } = await load(table, bankAggregate, bankId)
  return state.status === 'registered' ? state.bank : undefined
}

/** Every profile a bank ever had, oldest first, with who stated it (H4): the person stays in the commit. */
export const bankHistory = async (table: CommitTable, bankId: string) => {
  const { commits } = await load(table, bankAggregate, bankId)
  let state: BankState = bankAggregate.initial
  return commits.flatMap(({ version, at, actor: { org, role }, events }) => {
    state = (events as BankEvent[]).reduce(bankAggregate.evolve, state)
    if (events.length === 0 || state.status !== 'registered') return []
    return [{ version, setAt: at, setBy: { org, role }, profile: state.bank }]
  })
}

/** The bank directory of a region, a page at a time; banks from above stand on the first one. */
export const bankPage = async (
  table: CommitTable,
  region: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<Bank> | 'bad-cursor'> => {
  const own = await table.list({ pk: bankList(region), limit, cursor })
  if (own === 'bad-cursor') return own
  const above = cursor === undefined ? await banksFromAbove(table, region) : []
  const below = own.items.map(row => bankSchema.parse(row)).filter(bank => !standsAbove(bank, region))
  return { ...own, items: [...above, ...below] }
}

export const productPage = async (
  table: CommitTable,
  bankId: string,
  cursor: string | undefined,
  limit: number,
): Promise<Page<Product> | 'bad-cursor'> => {
  const rows = await table.list({ pk: productList(bankId), limit, cursor })
  return rows === 'bad-cursor' ? rows : { ...rows, items: rows.items.map(row => productSchema.parse(row)) }
}

export const productsOf = async (table: CommitTable, bankId: string): Promise<readonly Product[]> =>
  (await everyRow(table, productList(bankId))).map(row => productSchema.parse(row))

/** D2, D3: the policy in force on a day, read consistently up the tree. */
export const policyAt = async (table: CommitTable, region: string, on: string): Promise<EffectivePolicy> => {
  const chain = await Promise.all(
    upwardFrom(region).map(async code => (await load(table, policyAggregate, code)).state.versions),
  )
  return effectivePolicy(chain, on)
}

/** Who set what, and when (H4): the person stays in the commit. */
export const policyHistory = async (table: CommitTable, region: string) => {
  const { commits } = await load(table, policyAggregate, region)
  return commits.flatMap(({ at, actor, events }) =>
    (events as PolicyEvent[]).map(({ data: { version, effectiveFrom, setting } }) => ({
      version,
      effectiveFrom,
      setting,
      setAt: at,
      setBy: { org: actor.org, role: actor.role },
    })),
  )
}

/** Banks and products that a batch of the region chooses from. */
export const marketOf = async (table: CommitTable, region: string): Promise<Market> => {
  const banks = await banksOf(table, region)
  const products = await inParallel(banks, bank => productsOf(table, bank.bankId))
  return { banks, products: products.flat() }
}

export type Waiting = Extract<PlanState, { status: 'waiting' }>

export const loadPlans = async (
  table: CommitTable,
  applicationIds: readonly string[],
): Promise<readonly PlanState[]> =>
  await inParallel(applicationIds, async id => (await load(table, planAggregate, id)).state)

/** Whether anybody stands on the county's waiting list; the list may lag, so the batch reads the plans themselves. */
export const someoneWaits = async (table: CommitTable, county: string): Promise<boolean> => {
  const page = await table.list({ pk: waitingList(county), limit: 1 })
  return page !== 'bad-cursor' && page.items.length > 0
}

/** Regions whose own setting ever named days of the week for batches (D1). */
export const scheduledRegions = async (table: CommitTable): Promise<readonly string[]> =>
  (await everyRow(table, scheduleList)).map(({ regionCode }) => String(regionCode))

/** The written plan of a batch, in its order. */
export const placementsIn = async (
  table: CommitTable,
  batchId: string,
  { parts }: Basis,
): Promise<readonly Placement[]> => {
  const read = await inParallel(
    [...Array(parts.count).keys()],
    async index =>
      (await load(table, batchPartAggregate, partId(batchId, parts.digest, index))).state.placements,
  )
  return read.flat()
}

/** An aggregate as it stood after the commits that `counts` admits, from the first one on. */
const until = async <S, E>(
  table: CommitTable,
  definition: AggregateDefinition<S, E>,
  id: string,
  counts: (commit: Commit) => boolean,
): Promise<S> => {
  const { commits } = await load(table, definition, id)
  const end = commits.findIndex(commit => !counts(commit))
  const events = (end < 0 ? commits : commits.slice(0, end)).flatMap(commit => commit.events as E[])
  return events.reduce(definition.evolve, definition.initial)
}

/**
 * A plan as a batch found it: before that batch’s own word in it, and before any later one,
 * though at least as far as the stay on the waiting list that the batch speaks of.
 */
export const planBefore = async (
  table: CommitTable,
  { batchId, at }: { readonly batchId: string; readonly at: string },
  { applicationId, turn }: Placement,
): Promise<PlanState> => {
  const { commits } = await load(table, planAggregate, applicationId)
  let state: PlanState = planAggregate.initial
  for (const commit of commits) {
    const reached = isKnown(state) && state.turn >= turn
    if (commit.cause.key === batchCause(batchId).key || (reached && commit.at >= at)) break
    state = (commit.events as PlanEvent[]).reduce(planAggregate.evolve, state)
  }
  return state
}

/** A bank and its products as they stood at an instant. */
export const bankAsOf = async (table: CommitTable, bankId: string, at: string): Promise<Market> => {
  const counts = (commit: Commit) => commit.at <= at
  const [bank, products] = await Promise.all([
    until(table, bankAggregate, bankId, counts),
    productsOf(table, bankId).then(all =>
      inParallel(all, ({ productId }) => until(table, productAggregate, productId, counts)),
    ),
  ])
  return {
    banks: bank.status === 'registered' ? [bank.bank] : [],
    products: products.flatMap(each => (each.status === 'published' ? [each.product] : [])),
  }
}

/** What other batches held of a bank's day when a batch was drawn up. */
export const placesHeldBefore = async (
  table: CommitTable,
  { bankId, day, at, batchId }: Readonly<Record<'bankId' | 'day' | 'at' | 'batchId', string>>,
): Promise<number> =>
  heldByOthers(
    await until(table, bankDayAggregate, bankDayId(bankId, day), commit => commit.at <= at),
    batchId,
  )
