import type { DomainEvent, EventData } from '#shared/contracts/events.ts'
import {
  addCalendarDays,
  type DueDay,
  isWorkingDay,
  type PlainDay,
  shanghaiDay,
} from '#shared/domain/days.ts'
import { type DueAfter, recounted } from './recount.ts'

type WarnedData = EventData<'work-warned.v1'>
export type WarningLevel = WarnedData['level']

/** Work that somebody owes by a day: what of a coaching, a slip or a case can be chased (E7, F1, F2, C1). */
export type Work = Omit<WarnedData, 'level' | 'warnedOn'> & {
  readonly begunOn: PlainDay
  /** Of a provisional due day: the working days after `begunOn` that are counted again (E2). */
  readonly recountDays?: number
}

/** What was said of which work, until it is settled. */
export type Warned = Pick<WarnedData, 'kind' | 'workId' | 'level' | 'dueOn'>

/** An aggregate's work that is still owed, and what was said of any. */
export type Chased = {
  readonly works: readonly Work[]
  readonly warned: readonly Warned[]
  /** Where the aggregate belongs, for what is said of work no longer owed. */
  readonly place: { readonly regionCode: string; readonly townshipCode?: string }
}

type SaidEvent = DomainEvent<'work-warned.v1' | 'work-settled.v1'>
/** E2: the calendar says more now than when the due day was counted. */
type DueRecomputed = {
  readonly type: 'due-recomputed'
  readonly data: Pick<WarnedData, 'kind' | 'workId'> & { readonly due: DueDay }
}
export type ChaseEvent = SaidEvent | DueRecomputed

const nearDueWorkingDays = 2

const workingDaysBefore = (day: PlainDay, n: number): PlainDay => {
  if (n === 0) return day
  const before = addCalendarDays(day, -1)
  return workingDaysBefore(before, isWorkingDay(before) ? n - 1 : n)
}

/** E7: two working days before its day, on it, and once it is past; what is due sooner than that is not near first. */
const momentsOf = ({ dueOn, begunOn }: Work): readonly { level: WarningLevel; on: PlainDay }[] => {
  const nearOn = workingDaysBefore(dueOn, nearDueWorkingDays)
  return [
    ...(nearOn > begunOn ? [{ level: 'near-due' as const, on: nearOn }] : []),
    { level: 'due', on: dueOn },
    { level: 'overdue', on: addCalendarDays(dueOn, 1) },
  ]
}

const outstandingOf = ({ works, warned }: Chased) =>
  works.flatMap(work =>
    momentsOf(work)
      .filter(
        ({ level }) =>
          !warned.some(
            said => said.workId === work.workId && said.level === level && said.dueOn === work.dueOn,
          ),
      )
      .map(({ level, on }) => ({ work, level, on })),
  )

/** Warned of once, and no longer owed by that day: done, ended with its case, or given another day. */
const settledOf = ({ works, warned }: Chased): readonly Warned[] => {
  const over = warned.filter(
    said => !works.some(({ workId, dueOn }) => workId === said.workId && dueOn === said.dueOn),
  )
  return over.filter(({ workId }, index) => over.findIndex(one => one.workId === workId) === index)
}

/** The works with their due days as the calendar has them now, and what that changed. */
const recountedOf = (chased: Chased, dueAfter?: DueAfter) => {
  const all = chased.works.map(work => ({ work, due: recounted(work, dueAfter) }))
  return {
    moved: all.flatMap(({ work: { kind, workId }, due }): readonly DueRecomputed[] =>
      due ? [{ type: 'due-recomputed', data: { kind, workId, due } }] : [],
    ),
    standing: { ...chased, works: all.map(({ work, due }) => (due ? { ...work, dueOn: due.dueOn } : work)) },
  }
}

/** Everything that is to be said by now and was not said before; after an outage all of it, each once (E7). */
export const chase = (chased: Chased, now: string, dueAfter?: DueAfter): readonly ChaseEvent[] => {
  const today = shanghaiDay(now)
  const { moved, standing } = recountedOf(chased, dueAfter)
  return [
    ...moved,
    ...settledOf(standing).map(({ kind, workId }): ChaseEvent => {
      const data = { ...chased.place, kind, workId, settledOn: today }
      return { type: 'work-settled.v1', data }
    }),
    ...outstandingOf(standing)
      .filter(({ on }) => on <= today)
      .map(({ work: { begunOn: _, recountDays: __, ...work }, level }): ChaseEvent => {
        return { type: 'work-warned.v1', data: { ...work, level, warnedOn: today } }
      }),
  ]
}

/** What stands said after one of these events. */
export const remembered = (warned: readonly Warned[], event: SaidEvent): readonly Warned[] => {
  if (event.type === 'work-settled.v1') return warned.filter(({ workId }) => workId !== event.data.workId)
  const { kind, workId, level, dueOn } = event.data
  return [...warned, { kind, workId, level, dueOn }]
}

/** How urgent the last word about a piece of work was, for its view. */
export const warnedOf = (
  warned: readonly Warned[] | undefined,
  { workId, dueOn }: { readonly workId: string; readonly dueOn: string },
): WarningLevel | undefined => warned?.findLast(said => said.workId === workId && said.dueOn === dueOn)?.level

/** When the chase has to look at an aggregate next; `now` when something is to be settled. */
export const nextChase = (chased: Chased): PlainDay | 'now' | undefined =>
  settledOf(chased).length > 0
    ? 'now'
    : outstandingOf(chased)
        .map(({ on }) => on)
        .toSorted()[0]
