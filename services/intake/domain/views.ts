import type { View } from '#shared/commits/table.ts'
import { maskName } from '#shared/domain/mask.ts'
import { endingConsentViews, maturingViews } from './due-lists.ts'
import { type EntityState, type KnownEntity, liveApplication } from './entity.ts'
import { candidateViews } from './left-out-views.ts'
import { materialMark, needsAttention } from './material-check.ts'
import { openPlan } from './plan.ts'
import { described, maskedContact, placed } from './profile.ts'
import { recommendationViews } from './recommendation-views.ts'
import { renewalViews } from './renewal-views.ts'
import { off, twice } from './rows.ts'

/** One list a county (or zone at its level) and one a township or zone below it. */
export const declaredListKey = (regionCode: string): string => `declared-list#${regionCode}`

export const planListKey = (regionCode: string): string => `visit-plans#${regionCode}`
export const coverageKey = (county: string, part: CoveragePart): string => `coverage#${county}#${part}`
export const coverageParts = ['unvisited', 'planned', 'visited'] as const
export type CoveragePart = (typeof coverageParts)[number]

/** Open plans 走访计划 in the order of their due days (B3). */
const planViews = (state: KnownEntity): readonly View[] => {
  if (state.plans.length === 0) return []
  const open = openPlan(state.plans)
  const { name } = described(state)
  const data = open && { ...placed(state), name, ...open, visitors: open.visitors.map(maskName) }
  return twice('plan', placed(state), planListKey, data && { sk: `${data.dueOn}#${data.planId}`, data })
}

/** One row an entity on the target list: in which part of the coverage it counts (B3). */
const coverageView = (state: KnownEntity): View => {
  if (state.status !== 'listed') return off('coverage')
  const { regionCode, townshipCode = regionCode } = placed(state)
  const planned = openPlan(state.plans) ? 'planned' : 'unvisited'
  const part = state.visits.length > 0 ? 'visited' : planned
  return {
    name: 'coverage',
    list: { pk: coverageKey(regionCode, part), sk: `${townshipCode}#${state.uscc}` },
    data: { townshipCode },
  }
}

/** Every row of an entity on the lists of this service. */
export const entityViews = (state: EntityState): readonly View[] =>
  state.status === 'unknown'
    ? []
    : [
        ...declaredViews(state),
        ...planViews(state),
        ...candidateViews(state),
        ...renewalViews(state),
        ...maturingViews(state),
        ...endingConsentViews(state),
        ...recommendationViews(state),
        coverageView(state),
      ]

/** The declared list 申报清单 of county and township, in the order of declaration; a freed application leaves both. */
const declaredViews = (state: KnownEntity): readonly View[] => {
  if (state.applications.length === 0) return []
  const live = liveApplication(state)
  const names = { county: 'declared-county', township: 'declared-township' }
  if (!live) return [off(names.county), off(names.township)]
  const place = placed(state)
  const data = {
    applicationId: live.applicationId,
    ...place,
    ...described(state),
    ...maskedContact(state),
    demand: live.demand,
    intendedBanks: live.intendedBanks,
    lendingBanks: live.lendingBanks,
    firstLoan: live.firstLoan,
    ...(live.keyChain ? { keyChain: live.keyChain } : {}),
    channel: live.channel,
    ...(live.sectorTags ? { sectorTags: live.sectorTags } : {}),
    ...(live.recommendedBy ? { recommendedBy: live.recommendedBy } : {}),
    materialCheck: materialMark(live),
    needsAttention: needsAttention(live),
    ...(live.rounds?.repairs.length ? { repaired: true } : {}),
    declaredOn: live.submittedOn,
  }
  const sk = `${live.submittedOn}#${live.applicationId}`
  const row = (name: string, region: string): View => ({
    name,
    list: { pk: declaredListKey(region), sk },
    data,
  })
  return [
    row(names.county, place.regionCode),
    place.townshipCode === undefined ? off(names.township) : row(names.township, place.townshipCode),
  ]
}
