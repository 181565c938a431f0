import type { Criterion, LoanKind, VisitMethod } from '#shared/contracts/vocabulary.ts'
import type { Judgement } from './application.ts'

/** A visit written down without a network and sent later: the device's own number and time are kept (B3). */
export type Offline = {
  readonly deviceId: string
  readonly clientSequence: number
  readonly recordedAt: string
}

export type Visit = {
  readonly visitId: string
  readonly visitedOn: string
  readonly method: VisitMethod
  readonly unit: string
  readonly visitors: readonly string[]
  readonly hasDemand: boolean
  readonly demand?: {
    readonly amountFen: number
    readonly termMonths?: number
    readonly purpose?: string
    readonly loanKind?: LoanKind
  }
  /** The five criteria as the visitors found them, when they judged them on the spot (B4). */
  readonly criteria?: { readonly [C in Criterion]: Judgement }
  readonly remarks?: string
  readonly doNotDisturbBefore?: string
  readonly offline?: Offline
}

const sameDevice = (visit: Visit, offline: Offline | undefined): offline is Offline =>
  offline !== undefined && visit.offline?.deviceId === offline.deviceId

/** One device's visits stand in the order in which it wrote them down, however they arrive. */
export const inClientOrder = (visits: readonly Visit[], visit: Visit): readonly Visit[] => {
  const at = visits.findIndex(
    each =>
      sameDevice(each, visit.offline) &&
      (each.offline?.clientSequence ?? 0) > (visit.offline?.clientSequence ?? 0),
  )
  return at < 0 ? [...visits, visit] : visits.toSpliced(at, 0, visit)
}

/** What the device has sent before under the same number. */
export const sentEarlier = (visits: readonly Visit[], offline: Offline | undefined): Visit | undefined =>
  visits.find(each => sameDevice(each, offline) && each.offline?.clientSequence === offline?.clientSequence)

/** The last wish not to be disturbed stands until a later one replaces it. */
export const notBeforeOf = (visits: readonly Visit[]): string | undefined =>
  visits.findLast(({ doNotDisturbBefore }) => doNotDisturbBefore !== undefined)?.doNotDisturbBefore
