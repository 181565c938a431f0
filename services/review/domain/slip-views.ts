import type { View } from '#shared/commits/table.ts'
import { warnedOf } from './chase.ts'
import { chaseView, provisionalView } from './chase-views.ts'
import { slipChased } from './chased-works.ts'
import {
  type OpenedSlip,
  pendingOf,
  type Slip,
  type SlipStatus,
  slipKinds,
  slipSourceLabels,
  slipStatusLabels,
} from './slip.ts'

export const slipListKey = (regionCode: string, status?: SlipStatus): string =>
  status ? `slips#${regionCode}#${status}` : `slips#${regionCode}`

/** F3: what waits for an answer of a city or province. */
export const raisedListKey = (regionCode: string): string => `slips-raised#${regionCode}`

/** What an organisation opened or is asked. */
export const orgListKey = (org: string): string => `slips-of#${org}`

/** E7: how urgent the last word about its due day was. */
const warnedField = ({ warned, slipId, due: { dueOn } }: OpenedSlip) => {
  const level = warnedOf(warned, { workId: slipId, dueOn })
  return level ? { warned: level } : {}
}

/** What a list shows of a slip; no text that a person wrote. */
export const slipSummary = (slip: OpenedSlip) => ({
  slipId: slip.slipId,
  regionCode: slip.regionCode,
  ...(slip.townshipCode ? { townshipCode: slip.townshipCode } : {}),
  ...(slip.applicationId ? { applicationId: slip.applicationId } : {}),
  ...(slip.uscc ? { uscc: slip.uscc } : {}),
  source: slip.source,
  sourceLabel: slipSourceLabels[slip.source],
  kind: slip.kind,
  kindLabel: slipKinds[slip.kind].label,
  status: slip.status,
  statusLabel: slipStatusLabels[slip.status],
  departments: slip.departments,
  pending: pendingOf(slip),
  openedOn: slip.openedOn,
  dueOn: slip.due.dueOn,
  ...warnedField(slip),
  ...(slip.raises.length > 0 ? { raisedTo: slip.raises.at(-1)?.toRegion } : {}),
})

/** The earlier due stands first. */
export const slipViews = (state: Slip): readonly View[] => {
  if (state.status === 'none') return []
  const { regionCode, status, departments, openedBy, raises, due, slipId } = state
  const [data, sk] = [slipSummary(state), `${due.dueOn}#${slipId}`]
  const raisedTo = status === 'raised' ? raises.at(-1)?.toRegion : undefined
  const orgs = [...new Set([openedBy.org, ...departments])]
  return [
    chaseView('slip', slipId, slipChased(state)),
    provisionalView('slip', slipId, slipChased(state)),
    { name: 'of-county', list: { pk: slipListKey(regionCode), sk }, data },
    { name: 'of-county-status', list: { pk: slipListKey(regionCode, status), sk }, data },
    // Off the upper level's list once it has answered.
    { name: 'raised', ...(raisedTo ? { list: { pk: raisedListKey(raisedTo), sk } } : {}), data },
    ...orgs.map((org, index) => ({ name: `of-org-${index}`, list: { pk: orgListKey(org), sk }, data })),
  ]
}
