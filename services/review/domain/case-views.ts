import type { View } from '#shared/commits/table.ts'
import type { Case, OpenedCase } from './case.ts'
import { missingKinds, vetoesIn } from './facts.ts'
import { type Status, statusLabels } from './stages.ts'

/** The list of a county's cases, of one stage or of all. */
export const caseListKey = (regionCode: string, stage?: Status): string =>
  stage ? `cases#${regionCode}#${stage}` : `cases#${regionCode}`

const summary = (state: OpenedCase) => {
  const { profile, facts } = state.file
  return {
    applicationId: profile.applicationId,
    uscc: profile.uscc,
    name: profile.name,
    regionCode: profile.regionCode,
    ...(profile.townshipCode ? { townshipCode: profile.townshipCode } : {}),
    stage: state.status,
    stageLabel: statusLabels[state.status],
    ...(profile.keyChain ? { keyChain: profile.keyChain } : {}),
    amountFen: profile.demand.amountFen,
    declaredOn: profile.declaredOn,
    missingFacts: missingKinds(facts).length,
    vetoed: vetoesIn(facts).length > 0,
    ...('listId' in state ? { listId: state.listId } : {}),
  }
}

/** C5: enterprises on key industry chains stand first, then the earlier declared. */
const orderOf = ({ file: { profile } }: OpenedCase): string =>
  `${profile.keyChain ? 0 : 1}#${profile.declaredOn}#${profile.applicationId}`

export const caseViews = (state: Case): readonly View[] => {
  if (state.status === 'none') return []
  const { regionCode } = state.file.profile
  const [data, sk] = [summary(state), orderOf(state)]
  return [
    { name: 'of-stage', list: { pk: caseListKey(regionCode, state.status), sk }, data },
    { name: 'of-county', list: { pk: caseListKey(regionCode), sk }, data },
  ]
}
