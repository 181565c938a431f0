import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { type OffListLine, withLine } from './off-list.ts'

export type BorrowerEvent =
  | { readonly type: 'application-joined'; readonly data: { readonly applicationId: string } }
  | {
      readonly type: 'off-list-line-told'
      readonly data: { readonly line: OffListLine; readonly regionCode: string }
    }

/**
 * One enterprise by 统一社会信用代码: what it has off the lists, and the applications that must hear of it (D4, D7).
 * An application joins before its plan opens, so of the two, whichever comes later finds the earlier one here.
 */
export type Borrower = {
  readonly lines: readonly OffListLine[]
  readonly applicationIds: readonly string[]
  /** Where its banks say that it is. */
  readonly regionCodes: readonly string[]
}

export const joinedBefore = ({ applicationIds }: Borrower, applicationId: string): readonly string[] =>
  applicationIds.includes(applicationId)
    ? applicationIds.slice(0, applicationIds.indexOf(applicationId))
    : applicationIds

export const joinedAfter = ({ applicationIds }: Borrower, applicationId: string): readonly string[] =>
  applicationIds.includes(applicationId)
    ? applicationIds.slice(applicationIds.indexOf(applicationId) + 1)
    : []

const evolve = (state: Borrower, event: BorrowerEvent): Borrower => {
  if (event.type === 'application-joined')
    return { ...state, applicationIds: [...state.applicationIds, event.data.applicationId] }
  const { line, regionCode } = event.data
  return {
    ...state,
    lines: withLine(state.lines, line),
    regionCodes: [...new Set([...state.regionCodes, regionCode])],
  }
}

export const borrowerAggregate: AggregateDefinition<Borrower, BorrowerEvent> = {
  name: 'borrower',
  initial: { lines: [], applicationIds: [], regionCodes: [] },
  evolve,
}
