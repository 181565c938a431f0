import { closedList } from '#shared/contracts/vocabulary.ts'
import type { Person } from './person.ts'
import type { Status } from './stages.ts'

/** C7: why an application leaves the recommended list. */
export const removalReasonLabels = {
  'false-material': '提供虚假材料',
  misuse: '违规挪用贷款',
  other: '其他原因',
} as const
export type RemovalReason = keyof typeof removalReasonLabels
export const removalReasonSchema = closedList('移出原因', removalReasonLabels)

/** E6: what a bank told after the loan; a person of the task force decides what follows. */
export type Suspicion = {
  readonly referralId: string
  readonly bankId: string
  readonly kind: 'misuse' | 'false-material'
  readonly problem: string
  readonly reportedOn: string
  /** The task force kept the application on the list, and why. */
  readonly settled?: SettledSuspicion
}

export type SettledSuspicion = { readonly by: Person; readonly at: string; readonly opinion: string }

/** Who removed it and on what ground; stays beside the published event. */
export type RemovalRecord = {
  readonly by: Person
  readonly at: string
  readonly evidence?: string | undefined
}

/**
 * C7: the signed list that an application can be removed from. Banks hold what was pushed from it while a short way
 * (F1) is under way, and after one that ended in a refusal.
 */
export const standingListOf = ({
  status,
  file,
}: {
  readonly status: Status
  readonly file: { readonly signedListId?: string }
}): string | undefined => (status === 'removed' || status === 'withdrawn' ? undefined : file.signedListId)

export const openSuspicions = (suspicions: readonly Suspicion[] = []): readonly Suspicion[] =>
  suspicions.filter(({ settled }) => !settled)

export const settleAll = (
  known: readonly Suspicion[] = [],
  settled: SettledSuspicion,
): readonly Suspicion[] => known.map(one => (one.settled ? one : { ...one, settled }))
