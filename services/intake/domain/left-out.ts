import type { AggregateDefinition } from '#shared/commits/execute.ts'
import { addWorkingDays } from '#shared/domain/days.ts'
import { type Role, roleLabels } from '#shared/service/permissions.ts'
import { type KnownEntity, liveApplication } from './entity.ts'
import type { Place } from './place.ts'
import type { Visit } from './visit.ts'

/** How a report of 应进未进 ends (B10). */
export const leftOutFindingLabels = {
  declared: '已补充申报',
  'not-eligible': '不符合条件',
  'no-wish': '企业暂无意愿',
  unreachable: '无法联系企业',
} as const
export type LeftOutFinding = keyof typeof leftOutFindingLabels

export const leftOutStatusLabels = { open: '核查中', settled: '已办结' } as const

/** Who said that an entity was left out; of a person only the role is kept here. */
export type Voice = { readonly by: Role | 'system'; readonly ground: string; readonly on: string }
export const voiceLabel = (by: Voice['by']): string => (by === 'system' ? '系统发现' : roleLabels[by])

export type LeftOut = {
  readonly leftOutId: string
  readonly uscc: string
  readonly place: Place
  readonly name?: string
  readonly openedOn: string
  readonly voices: readonly Voice[]
} & ({ readonly status: 'open' } | ({ readonly status: 'settled' } & Settlement))

export type Settlement = {
  readonly finding: LeftOutFinding
  readonly explanation: string
  readonly applicationId?: string
  readonly settledOn: string
}

/** All reports on one entity, whether or not the entity is known. */
export type LeftOutState = { readonly reports: readonly LeftOut[] }
export type LeftOutEvent =
  | {
      readonly type: 'left-out-opened'
      readonly data: Pick<LeftOut, 'leftOutId' | 'uscc' | 'place' | 'name' | 'openedOn'> & {
        readonly voice: Voice
      }
    }
  | {
      readonly type: 'left-out-seconded'
      readonly data: { readonly leftOutId: string; readonly voice: Voice }
    }
  | { readonly type: 'left-out-settled'; readonly data: Settlement & { readonly leftOutId: string } }

const evolve = ({ reports }: LeftOutState, event: LeftOutEvent): LeftOutState => {
  switch (event.type) {
    case 'left-out-opened': {
      const { voice, ...opened } = event.data
      return { reports: [...reports, { ...opened, voices: [voice], status: 'open' }] }
    }
    case 'left-out-seconded': {
      const { leftOutId, voice } = event.data
      return {
        reports: reports.map(each =>
          each.leftOutId === leftOutId ? { ...each, voices: [...each.voices, voice] } : each,
        ),
      }
    }
    case 'left-out-settled': {
      const { leftOutId, ...settlement } = event.data
      return {
        reports: reports.map(each =>
          each.leftOutId === leftOutId ? { ...each, ...settlement, status: 'settled' } : each,
        ),
      }
    }
  }
}

export const leftOuts: AggregateDefinition<LeftOutState, LeftOutEvent> = {
  name: 'left-out',
  initial: { reports: [] },
  evolve,
}

export const openReport = ({ reports }: LeftOutState): LeftOut | undefined =>
  reports.find(({ status }) => status === 'open')

/** Visited, has a demand, all five criteria found met on the spot, and on no list since (B10). */
export const leftOutVisit = (entity: KnownEntity): Visit | undefined => {
  if (entity.status !== 'listed' || liveApplication(entity)) return undefined
  const visit = entity.visits.findLast(({ hasDemand }) => hasDemand)
  const met = visit?.criteria && Object.values(visit.criteria).every(({ finding }) => finding === 'met')
  if (!visit || !met) return undefined
  return entity.applications.some(({ submittedOn }) => submittedOn >= visit.visitedOn) ? undefined : visit
}

const graceWorkingDays = 5

/** How long after the visit nobody is said to have been forgotten. */
export const graceOver = (visitedOn: string, today: string): boolean =>
  addWorkingDays(visitedOn, graceWorkingDays) < today
