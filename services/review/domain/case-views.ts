import type { View } from '#shared/commits/table.ts'
import type { Case, OpenedCase } from './case.ts'
import { chaseView } from './chase-views.ts'
import { caseChased } from './chased-works.ts'
import { factsDueOn } from './fact-requests.ts'
import { missingKinds, vetoesIn } from './facts.ts'
import { removalDue, removalViews } from './removal-views.ts'
import { isPossible, type Status, statusLabels } from './stages.ts'

/** The list of a county's cases, of one stage or of all. */
export const caseListKey = (regionCode: string, stage?: Status): string =>
  stage ? `cases#${regionCode}#${stage}` : `cases#${regionCode}`

/** Cases of one stage with an answer of a department due, the earliest due day first (C1). */
export const dueListKey = (regionCode: string, stage: Status): string => `due#${regionCode}#${stage}`

const dueOf = ({ status, file }: OpenedCase): string | undefined =>
  isPossible('fact-request', status) ? factsDueOn(file.factRequests, file.facts) : undefined

/** A view is never taken away, only off its list: a case that awaits nothing keeps the row unlisted. */
const dueView = (state: OpenedCase): View => {
  const { regionCode, applicationId } = state.file.profile
  const due = dueOf(state)
  return {
    name: 'due',
    ...(due ? { list: { pk: dueListKey(regionCode, state.status), sk: `${due}#${applicationId}` } } : {}),
    data: { applicationId, ...(due ? { factsDueOn: due } : {}) },
  }
}

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
    ...(dueOf(state) ? { factsDueOn: dueOf(state) } : {}),
    ...(state.file.claim ? { claimedBy: state.file.claim.by.sub, claimedUntil: state.file.claim.until } : {}),
    ...('listId' in state ? { listId: state.listId } : {}),
    ...(removalDue(state) ? { removalDue: true } : {}),
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
    dueView(state),
    chaseView('case', state.file.profile.applicationId, caseChased(state)),
    ...removalViews(state),
  ]
}
