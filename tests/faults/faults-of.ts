import { type Commit, firstBrokenLink } from '#shared/commits/commit.ts'
import { type EventName, eventNameOf } from '#shared/contracts/names.ts'
import { canonicalJson } from '#shared/domain/canonical.ts'
import { drawnFen, lineFen } from './banks.ts'
import { as, county } from './county.ts'
import type { Told } from './history.ts'
import { commitsOf, type Said, said } from './published.ts'
import { names, type World } from './world.ts'

const differing = (what: string, found: unknown, expected: unknown): readonly string[] => {
  const [one, other] = [canonicalJson(found ?? null), canonicalJson(expected ?? null)]
  return one === other ? [] : [`${what}: ${one} instead of ${other}`]
}

const sorted = (all: Iterable<string>): readonly string[] => [...all].toSorted()
const referralIds = <N extends EventName>(all: readonly Said<N>[]): readonly string[] =>
  sorted(all.map(({ data }) => (data as { referralId: string }).referralId))
const entities = <N extends EventName>(all: readonly Said<N>[]): number =>
  new Set(all.map(({ data }) => (data as { uscc: string }).uscc)).size

const byAggregate = (commits: readonly Commit[]): readonly (readonly Commit[])[] => [
  ...Map.groupBy(commits, ({ aggregate, id }) => `${aggregate}#${id}`).values(),
]

/** E3, D4, C7: what matching sent is what the gateway offered is what the banks were shown, each once. */
const carried = (world: World, { seen }: Told): readonly string[] => {
  const { kept } = world.held
  const [matching, gateway] = [commitsOf(kept, 'matching'), commitsOf(kept, 'bank-gateway')]
  const shown = (name: EventName) =>
    sorted(
      [...seen.values()].flatMap(events =>
        [...events.values()].flatMap(({ type, data }) =>
          eventNameOf(type) === name ? [data.referralId] : [],
        ),
      ),
    )
  return (
    [
      ['referral-dispatched.v1', 'referral-offered.v1'],
      ['referral-recalled.v1', 'recall-offered.v1'],
      ['sibling-credited.v1', 'sibling-notice-offered.v1'],
    ] as const
  ).flatMap(([sent, offered]) => {
    const wanted = referralIds(said(matching, sent))
    return [
      ...differing(`${offered} of ${sent}`, referralIds(said(gateway, offered)), wanted),
      ...differing(`${offered} at the banks`, shown(offered), wanted),
      ...(sent === 'sibling-credited.v1' ? [] : differing(`${sent} once`, [...new Set(wanted)], wanted)),
    ]
  })
}

/** What the plan's events hold, as far as it is counted. */
type PlanData = {
  readonly referralId: string
  readonly lineFen?: number
  readonly demand: { readonly amountFen: number }
}

/** D4, B11: counted over the commits of one plan, without its state. */
const planFaults = (commits: readonly Commit[]): readonly string[] => {
  const faults: string[] = []
  const open = new Set<string>()
  let [granted, demand, warned, concluded, stopped, pushed] = [0, 0, 0, 0, false, false]
  for (const { id, events } of commits) {
    const all = events as readonly { type: string; data: Record<string, unknown> }[]
    const told = all.filter(({ type }) => type === 'sibling-credited.v1')
    for (const { type, data } of all) {
      const { referralId, lineFen: line, demand: asked } = data as PlanData
      if (type === 'plan-opened') demand = asked.amountFen
      if (type === 'plan-stopped') stopped = true
      if (type === 'referral-dispatched.v1') {
        if (stopped) faults.push(`${id} was pushed after it had stopped`)
        open.add(referralId)
        pushed = true
      }
      if (type === 'referral-recalled.v1') open.delete(referralId)
      if (type === 'referral-decided') {
        open.delete(referralId)
        granted += line ?? 0
        const siblings = line === undefined ? [] : sorted(open)
        const heard = sorted(told.map(notice => String(notice.data['referralId'])))
        faults.push(...differing(`${id} siblings told of a grant`, heard, siblings))
      }
      if (type === 'exposure-warned.v1') warned += 1
      if (type === 'application-concluded.v1') concluded += 1
    }
    if (open.size > 2) faults.push(`${id} stood at ${open.size} banks at once`)
  }
  const [first] = commits
  return [
    ...faults,
    ...differing(`${first?.id} over-lending warnings`, warned, granted > demand ? 1 : 0),
    ...(concluded > 1 ? [`${first?.id} was concluded ${concluded} times`] : []),
    ...(pushed && !stopped && open.size === 0 && concluded === 0 ? [`${first?.id} was never concluded`] : []),
    ...(stopped && open.size > 0 ? [`${first?.id} stopped and is still open at a bank`] : []),
  ]
}

/** G1: the report against a count over the commits of the services that said so. */
const reportFaults = async (world: World): Promise<readonly string[]> => {
  const { kept } = world.held
  const [intake, review, matching, gateway] = (['intake', 'review', 'matching', 'bank-gateway'] as const).map(
    name => commitsOf(kept, name),
  ) as [readonly Commit[], readonly Commit[], readonly Commit[], readonly Commit[]]
  const decided = said(gateway, 'credit-decided.v1')
  const outcome = (wanted: string) => decided.filter(({ data }) => data.outcome === wanted)
  const drawn = said(gateway, 'loan-drawn.v1')
  const { body } = await world.services.reporting.door.call(
    as('supervisor'),
    'GET',
    `/reports/v1/funnel?region=${county}`,
  )
  const counted = {
    declared: entities(said(intake, 'application-declared.v1')),
    withdrawn: entities(said(intake, 'application-withdrawn.v1')),
    recommended: entities(said(review, 'application-recommended.v1')),
    removed: entities(said(review, 'application-removed.v1')),
    coached: entities(said(review, 'coaching-opened.v1')),
    pushed: entities(said(matching, 'referral-dispatched.v1')),
    accepted: entities(said(gateway, 'referral-accepted.v1')),
    contacted: entities(said(gateway, 'enterprise-contacted.v1')),
    materialsCompleted: entities(said(gateway, 'materials-completed.v1')),
    credited: entities(outcome('granted')),
    notCredited: entities(outcome('refused')),
    gaveUp: entities(outcome('given-up')),
    drawn: entities(drawn),
    creditedFen: outcome('granted').length * lineFen,
    drawnFen: drawn.length * drawnFen,
  }
  return Object.entries(counted).flatMap(([metric, n]) =>
    differing(`report ${metric}`, body.total[metric], n),
  )
}

/** D4: what the exposures show is the sum of the lines that banks said. */
const exposureFaults = async (world: World): Promise<readonly string[]> => {
  const lines = new Map<string, number>()
  for (const { data } of said(commitsOf(world.held.kept, 'bank-gateway'), 'credit-decided.v1'))
    if (data.outcome === 'granted')
      lines.set(data.applicationId, (lines.get(data.applicationId) ?? 0) + data.grant.lineFen)
  const { body } = await world.services.matching.door.call(
    as('task-force'),
    'GET',
    `/matching/v1/exposures?region=${county}`,
  )
  const items = body.items as readonly { applicationId: string; grantedFen: number }[]
  const shown = items.map(({ applicationId, grantedFen }) => `${applicationId} ${grantedFen}`)
  return differing('exposures', sorted(shown), sorted([...lines].map(([id, fen]) => `${id} ${fen}`)))
}

/** F1: a bank's refusal opens one coaching; where the application was taken away there is nothing to repair. */
const coachingFaults = (world: World): readonly string[] => {
  const review = commitsOf(world.held.kept, 'review')
  const gone = new Set(
    [
      ...said(review, 'application-removed.v1'),
      ...said(commitsOf(world.held.kept, 'intake'), 'application-withdrawn.v1'),
    ].map(({ data }) => data.applicationId),
  )
  const count = (ids: readonly string[]) => sorted(ids.filter(id => !gone.has(id)))
  const refused = said(commitsOf(world.held.kept, 'bank-gateway'), 'credit-decided.v1').filter(
    ({ data }) => data.outcome === 'refused',
  )
  return differing(
    'coachings',
    count(said(review, 'coaching-opened.v1').map(({ data }) => data.applicationId)),
    count(refused.map(({ data }) => data.applicationId)),
  )
}

/** Every row that a list shows is what the aggregate's state gives now, and no row is left over from before. */
const viewFaults = async (world: World): Promise<readonly string[]> => {
  const faults: string[] = []
  for (const name of names) {
    const { table, aggregates } = world.services[name]
    for (const [commit] of byAggregate(commitsOf(world.held.kept, name))) {
      const viewed = aggregates.find(({ definition }) => definition.name === commit?.aggregate)
      if (!commit || !viewed) continue
      const { definition, viewsOf } = viewed
      const events = (await table.read(commit.aggregate, commit.id)).flatMap(({ events: all }) => all)
      const state = events.reduce(definition.evolve, definition.initial)
      for (const view of viewsOf(state, commit.id)) {
        const stored = await table.readView(commit.aggregate, commit.id, view.name)
        faults.push(...differing(`row ${view.name} of ${commit.id}`, stored, view.data))
      }
    }
  }
  return faults
}

/** Everything that must hold once the world is at rest; empty when it does. */
export const faultsOf = async (world: World, told: Told): Promise<readonly string[]> => {
  const { kept } = world.held
  const broken = names.flatMap(name =>
    byAggregate(commitsOf(kept, name)).flatMap(commits => {
      const link = firstBrokenLink(commits)
      return link === undefined
        ? []
        : [`chain of ${commits[0]?.aggregate}#${commits[0]?.id} breaks at ${link}`]
    }),
  )
  const plans = byAggregate(commitsOf(kept, 'matching').filter(({ aggregate }) => aggregate === 'plan'))
  return [
    ...told.faults,
    ...told.unfinished,
    ...broken,
    ...carried(world, told),
    ...plans.flatMap(planFaults),
    ...coachingFaults(world),
    ...(await exposureFaults(world)),
    ...(await reportFaults(world)),
    ...(await viewFaults(world)),
  ]
}
