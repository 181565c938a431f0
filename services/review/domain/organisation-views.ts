import type { View } from '#shared/commits/table.ts'
import type { Organisation, OrganisationFile } from './organisation.ts'
import { duties, kindLabels } from './organisation-kinds.ts'
import { regionViews } from './region-views.ts'

export const organisationListKey = (region: string): string => `organisations#${region}`

/** What lists and the organisation itself show of it. */
export const organisationSummary = ({
  organisationId,
  name,
  kind,
  regionCode,
  parentOrg,
  duty,
  from,
  to,
}: OrganisationFile) => ({
  organisationId,
  name,
  kind,
  kindLabel: kindLabels[kind],
  regionCode,
  ...(parentOrg ? { parentOrg } : {}),
  ...(duty ? { duty, dutyLabel: duties[duty].label, dutyText: duties[duty].duty } : {}),
  from,
  ...(to ? { to } : {}),
})

export const organisationViews = (state: Organisation): readonly View[] => {
  if (state.status === 'none') return []
  const { kind, regionCode, organisationId, history } = state
  const row = { sk: `${kind}#${regionCode}#${organisationId}`, data: organisationSummary(state) }
  return regionViews(
    organisationListKey,
    regionCode,
    row,
    history.map(version => version.regionCode),
  )
}
