import { accept, type Decision, refuse, unchanged } from '#shared/domain/decision.ts'
import { type Borrower, type BorrowerEvent, joinedBefore } from '../../domain/borrower.ts'
import { type EarlierLines, isNewer } from '../../domain/earlier-lines.ts'
import { demandCovered } from '../../domain/exposure.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import { isNews, type OffListLine } from '../../domain/off-list.ts'
import { isKnown, type PlanEvent, type PlanState, type Recommended } from '../../domain/plan.ts'

type Lines = readonly OffListLine[]

/** What an application finds of its enterprise when it comes. */
type Found = { readonly offList: Lines; readonly earlierIds: readonly string[] }

/**
 * D4, D7: from here on the application hears of what the enterprise has off the lists and by earlier applications;
 * what is known, it is told at once.
 */
export const decideJoinBorrower = (
  borrower: Borrower,
  applicationId: string,
): Decision<BorrowerEvent, Found, never> => {
  const found = { offList: borrower.lines, earlierIds: joinedBefore(borrower, applicationId) }
  return borrower.applicationIds.includes(applicationId)
    ? unchanged(found)
    : accept([{ type: 'application-joined', data: { applicationId } }], found)
}

type OtherLines = { readonly offList?: Lines; readonly earlier?: readonly EarlierLines[] }

const noted = (known: OtherLines, { offList = [], earlier = [] }: OtherLines): readonly PlanEvent[] => [
  ...offList
    .filter(line => isNews(known.offList ?? [], line))
    .map(line => ({ type: 'off-list-noted' as const, data: line })),
  ...earlier
    .filter(lines => isNewer(known.earlier ?? [], lines))
    .map(lines => ({ type: 'earlier-lines-noted' as const, data: lines })),
]

/**
 * C4, D1: from the signed list the application goes to wait for a batch; hearing of it again changes nothing.
 * F1: on another list it comes back repaired and waits once more, unless its demand is covered (D4).
 */
export const decideOpenPlan = (
  state: PlanState,
  application: Recommended,
  others: OtherLines = {},
): Decision<PlanEvent, undefined, 'demand-covered'> => {
  if (state.status === 'none')
    return accept([{ type: 'plan-opened', data: application }, ...noted({}, others)], undefined)
  if (!isKnown(state) || state.status === 'stopped') return unchanged(undefined)
  if (state.application.listId === application.listId) return unchanged(undefined)
  if (demandCovered(state)) return refuse('demand-covered', '该企业的融资需求已由银行授信覆盖，不再推送。')
  const reopened: readonly PlanEvent[] = [
    { type: 'plan-reopened', data: application },
    ...noted(state, others),
  ]
  return accept([...reopened, ...exposureTurn(state, reopened, application.recommendedOn)], undefined)
}
