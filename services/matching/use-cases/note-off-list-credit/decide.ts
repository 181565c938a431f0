import { accept, type Decision, notYet, unchanged } from '#shared/domain/decision.ts'
import type { Borrower, BorrowerEvent } from '../../domain/borrower.ts'
import { exposureTurn } from '../../domain/exposure-turn.ts'
import { isNews, type OffListLine } from '../../domain/off-list.ts'
import { isKnown, type PlanEvent, type PlanState } from '../../domain/plan.ts'

export type Told = { readonly line: OffListLine; readonly regionCode: string }

/** D7: of two tellings of one credit the newest holds, in whatever order and however often they come. */
export const decideTellBorrower = (
  { lines }: Borrower,
  told: Told,
): Decision<BorrowerEvent, undefined, never> =>
  isNews(lines, told.line)
    ? accept([{ type: 'off-list-line-told', data: told }], undefined)
    : unchanged(undefined)

/** D4, D7: the line counts in the exposure of an application of the same enterprise. */
export const decideNoteOffList = (
  state: PlanState,
  line: OffListLine,
  on: string,
): Decision<PlanEvent, undefined, never> => {
  if (state.status === 'none') return notYet('application-recommended.v1')
  if (!isKnown(state) || !isNews(state.offList ?? [], line)) return unchanged(undefined)
  const noted: PlanEvent = { type: 'off-list-noted', data: line }
  return accept([noted, ...exposureTurn(state, [noted], on)], undefined)
}
