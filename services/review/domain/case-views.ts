import type { View } from '#shared/commits/table.ts'
import type { Case, OpenedCase } from './case.ts'
import type { Chased } from './chase.ts'
import { chaseView, provisionalView } from './chase-views.ts'
import { caseChased } from './chased-works.ts'
import { missingKinds, vetoesIn } from './facts.ts'
import { removalDue, removalViews } from './removal-views.ts'
import { type Status, statusLabels } from './stages.ts'

/** The list of a county's cases, of one stage or of all. */
export const caseListKey = (regionCode: string, stage?: Status): string =>
  stage ? `cases#${regionCode}#${stage}` : `cases#${regionCode}`

/** Cases of one stage with an answer of a department due, the earliest due day first (C1). */
export const dueListKey = (regionCode: string, stage: Status): string => `due#${regionCode}#${stage}`

/** The first day on which an answer is due that has not come; undefined when nothing is awaited. */
const dueOf = ({ works }: Chased): string | undefined => works.map(({ dueOn }) => dueOn).toSorted()[0]

/** A view is never taken away, only off its list: a case that awaits nothing keeps the row unlisted. */
const dueView = (state: OpenedCase, due?: string): View => {
  const { regionCode, applicationId } = state.file.profile
  return {
    name: 'due',
    ...(due ? { list: { pk: dueListKey(regionCode, state.status), sk: `${due}#${applicationId}` } } : {}),
    data: { applicationId, ...(due ? { factsDueOn: due } : {}) },
  }
}

const summary = (state: OpenedCase, due?: string) => {
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
    ...(due ? { factsDueOn: due } : {}),
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
  const [id, chased] = [state.file.profile.applicationId, caseChased(state)]
  const due = dueOf(chased)
  const [data, sk] = [summary(state, due), orderOf(state)]
  return [
    { name: 'of-stage', list: { pk: caseListKey(regionCode, state.status), sk }, data },
    { name: 'of-county', list: { pk: caseListKey(regionCode), sk }, data },
    dueView(state, due),
    chaseView('case', id, chased),
    // Before anything was asked there is nothing to take off this list.
    ...(state.file.factRequests.length > 0 ? [provisionalView('case', id, chased)] : []),
    ...removalViews(state),
  ]
}
