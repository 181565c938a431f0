import type { Actor, Cause } from '#shared/commits/commit.ts'
import { execute } from '#shared/commits/execute.ts'
import { fingerprintOf } from '#shared/domain/canonical.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import type { FieldError, Refusal } from '#shared/domain/decision.ts'
import type { EffectivePolicy } from '#shared/domain/policy.ts'
import { holdPlaces, withDailyPlaces } from '../../daily-places.ts'
import type { Deps } from '../../deps.ts'
import { batchAggregate, batchPartAggregate, type Placement, partId } from '../../domain/batch.ts'
import type { Solve } from '../../domain/choose-optimally.ts'
import { choosePushes } from '../../domain/choose-pushes.ts'
import { placesOf } from '../../domain/fill-places.ts'
import { placementsOf } from '../../domain/placements.ts'
import { isKnown, type KnownPlan, type PlanState } from '../../domain/plan.ts'
import { type Market, questionOf } from '../../domain/question.ts'
import { invalid } from '../../domain/refusals.ts'
import { regionName } from '../../domain/region-tree.ts'
import { lastBatchOf } from '../../domain/seats.ts'
import { inParallel } from '../../parallel.ts'
import { loadPlans, marketOf, policyAt, type Waiting } from '../../store.ts'
import { waitingPlans } from '../../waiting.ts'
import { decideDrawUp, decideWritePart } from './decide.ts'
import { endSearches } from './end-searches.ts'
import { maxApplications } from './limits.ts'

const applicationsPerPart = 50
/** So many of the unplaced are named in a refusal. */
const namedUnplaced = 20

export type BatchRequest = {
  readonly batchId: string
  readonly regionCode: string
  readonly applicationIds?: readonly string[] | undefined
  readonly note?: string | undefined
  readonly cause: Cause
  readonly actor: Actor
  readonly now: string
}

type Called = {
  readonly plans: readonly Waiting[]
  readonly more: boolean
  /** Named by the caller and pushed before. */
  readonly notWaiting: readonly Placement[]
}

const isOf = (plan: PlanState, regionCode: string): plan is KnownPlan =>
  isKnown(plan) && plan.application.regionCode === regionCode

const whyNotWaiting = (plan: KnownPlan): string =>
  plan.status === 'stopped'
    ? '该企业已撤回申报或移出推荐清单，不再推送。'
    : `此前已由批次 ${lastBatchOf(plan)} 推送。`

const named = async (
  { table }: Deps,
  regionCode: string,
  asked: readonly string[],
): Promise<Called | Refusal> => {
  const ids = [...new Set(asked)]
  const found = await loadPlans(table, ids)
  const [first, ...rest] = found.flatMap((plan, index): FieldError[] =>
    isOf(plan, regionCode)
      ? []
      : [
          {
            pointer: `/applicationIds/${asked.indexOf(ids[index] ?? '')}`,
            code: 'unknown-application',
            detail: `${regionCode} 的推荐清单中没有申报 ${ids[index]}`,
          },
        ],
  )
  if (first) return invalid([first, ...rest])
  return {
    plans: found.filter(plan => plan.status === 'waiting'),
    more: false,
    notWaiting: found.flatMap(plan =>
      isKnown(plan) && plan.status !== 'waiting'
        ? [
            {
              applicationId: plan.application.applicationId,
              name: plan.application.name,
              turn: plan.turn,
              pushes: [],
              why: whyNotWaiting(plan),
            },
          ]
        : [],
    ),
  }
}

const nothingToPush = (regionCode: string, waiting: number, unplaced: readonly Placement[]): Refusal => ({
  code: 'nothing-to-push',
  detail:
    waiting === 0
      ? `${regionName(regionCode)}现有 0 家企业等待推送；企业列入经召集人签字的推荐清单后才会进入等待。`
      : `${regionName(regionCode)}有 ${waiting} 家企业等待推送，但都没有可推送的银行，原因见 unplaced。`,
  facts: {
    waiting,
    unplaced: unplaced.slice(0, namedUnplaced).map(({ applicationId, why }) => `${applicationId}：${why}`),
  },
})

/** Without a solver, or with one that fails, a batch is chosen one by one and says so. */
export const solverOf = async ({ solver, log }: Deps): Promise<Solve | undefined> => {
  const failed = (error: unknown) => {
    log.error('求解器不可用，本批次逐户择优', { error: String(error) })
    return undefined
  }
  const solve = await solver().catch(failed)
  return (
    solve &&
    (model => {
      try {
        return solve(model)
      } catch (error) {
        return failed(error)
      }
    })
  )
}

/** Other batches of the day may take a bank's last places between the choice and the hold. */
const tries = 5

const busy: Refusal = { code: 'busy', detail: '其他批次正在占用银行的当日名额，请稍后重试。' }

type Ground = { readonly market: Market; readonly effective: EffectivePolicy }

/** Everybody who waits, as far as one batch goes. */
const waiting = async (
  { table }: Deps,
  { regionCode, batchId }: BatchRequest,
  { market, effective: { policy } }: Ground,
  on: string,
): Promise<Called> => {
  const banks = await withDailyPlaces(table, market.banks, on, batchId)
  const placeable = placesOf({ ...market, banks }, policy, on)
  const { prioritySectors } = policy
  const called = await waitingPlans(table, regionCode, { max: maxApplications, prioritySectors, placeable })
  return { ...called, notWaiting: [] }
}

/** The choice, with the places it needs of banks that take so many a day (D1). */
const choose = async (
  deps: Deps,
  { batchId, actor, now }: BatchRequest,
  plans: readonly Waiting[],
  { market, effective }: Ground,
  on: string,
) => {
  const solve = await solverOf(deps)
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const banks = await withDailyPlaces(deps.table, market.banks, on, batchId)
    const choice = choosePushes(questionOf(plans, { ...market, banks }, effective.policy, on), solve)
    const hold = { banks, pushes: choice.pushes, batchId, day: on, actor, now }
    if (await holdPlaces(deps.table, hold)) return { choice, placements: placementsOf(choice, plans, banks) }
  }
  return busy
}

/** The parts first, under names that follow from their content; they count once the batch names them. */
const writeParts = async (
  { table }: Deps,
  { batchId, cause, actor, now }: BatchRequest,
  placements: readonly Placement[],
) => {
  const count = Math.ceil(placements.length / applicationsPerPart)
  const digest = fingerprintOf(placements).slice(0, 12)
  await inParallel([...Array(count).keys()], async index => {
    const data = {
      placements: placements.slice(index * applicationsPerPart, (index + 1) * applicationsPerPart),
    }
    const id = partId(batchId, digest, index)
    await execute(table, batchPartAggregate, {
      id,
      cause: { key: `part:${id}`, fingerprint: cause.fingerprint },
      actor,
      now,
      decide: (_state, version) => decideWritePart(version, data),
    })
  })
  return { digest, count }
}

/** Chooses and writes the plan of a batch; undefined when it stands, else why there is nothing to write. */
export const drawUp = async (deps: Deps, request: BatchRequest): Promise<Refusal | undefined> => {
  const { batchId, regionCode, applicationIds, note, cause, actor, now } = request
  const plannedOn = shanghaiDay(now)
  const [market, effective] = await Promise.all([
    marketOf(deps.table, regionCode),
    policyAt(deps.table, regionCode, plannedOn),
  ])
  const called = applicationIds
    ? await named(deps, regionCode, applicationIds)
    : await waiting(deps, request, { market, effective }, plannedOn)
  if ('code' in called) return called
  const chosen = await choose(deps, request, called.plans, { market, effective }, plannedOn)
  if ('code' in chosen) return chosen
  const search = { batchId, market, policy: effective.policy, on: plannedOn, actor, now }
  const found = await endSearches(deps.table, { ...search, ...called, placements: chosen.placements })
  const placements = [...found, ...called.notWaiting]
  const unplaced = placements.filter(({ pushes }) => pushes.length === 0)
  if (unplaced.length === placements.length) return nothingToPush(regionCode, called.plans.length, unplaced)
  const basis = {
    effective,
    parts: await writeParts(deps, request, placements),
    applications: placements.length,
    unplaced: unplaced.length,
    moreWaiting: called.more,
    method: chosen.choice.method,
    objective: chosen.choice.objective,
    ...(note === undefined ? {} : { note }),
  }
  const execution = await execute(deps.table, batchAggregate, {
    id: batchId,
    cause,
    actor,
    now,
    decide: state => decideDrawUp(state, { batchId, regionCode, plannedOn, basis }),
  })
  return execution.kind === 'refused' ? execution.refusal : undefined
}
