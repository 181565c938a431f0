import type { View } from '#shared/commits/table.ts'
import { type EntityState, liveApplication } from './entity.ts'
import { described, maskedContact, placed } from './profile.ts'

/** One list a county (or zone at its level) and one a township or zone below it. */
export const declaredListKey = (regionCode: string): string => `declared-list#${regionCode}`

const off = (name: string): View => ({ name, data: {} })

/** The declared list 申报清单 of county and township, in the order of declaration; a freed application leaves both. */
export const entityViews = (state: EntityState): readonly View[] => {
  if (state.status === 'unknown' || state.applications.length === 0) return []
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
