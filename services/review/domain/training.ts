import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import type { Person } from './person.ts'
import { regionViews } from './region-views.ts'

/** A5: a training of visitors with its evidence. */
export type TrainingFile = {
  readonly trainingId: string
  readonly regionCode: string
  readonly topic: string
  readonly trainerOrg: string
  readonly heldOn: string
  readonly attended: readonly Person[]
  /** Where the evidence is kept: attendance sheet, certificate, course number. */
  readonly evidence: string
  readonly corrects?: string
  readonly recordedBy: Person
  readonly recordedAt: string
}
export type Training = { readonly status: 'none' } | (TrainingFile & { readonly status: 'recorded' })
export type TrainingEvent = { readonly type: 'training-recorded'; readonly data: TrainingFile }

export const trainingAggregate: AggregateDefinition<Training, TrainingEvent> = {
  name: 'training',
  initial: { status: 'none' },
  evolve: (state, { data }) => (state.status === 'none' ? { status: 'recorded', ...data } : state),
}

export const trainingListKey = (region: string): string => `trainings#${region}`

/** What one person attended; the same `sub` in another organisation is another person (A2). */
export const attendedListKey = ({ org, sub }: Person): string => `trainings-of#${JSON.stringify([org, sub])}`

/** By the day it was held; the row of a person names nobody else. */
export const trainingViews = (state: Training): readonly View[] => {
  if (state.status === 'none') return []
  const { trainingId, regionCode, topic, trainerOrg, heldOn, attended, evidence, corrects } = state
  const data = {
    ...{ trainingId, regionCode, topic, trainerOrg, heldOn, evidence, attended: attended.length },
    ...(corrects ? { corrects } : {}),
  }
  const sk = `${heldOn}#${trainingId}`
  return [
    ...regionViews(trainingListKey, regionCode, { sk, data: { ...data, persons: attended } }),
    ...attended.map((person, index) => ({
      name: `of-person-${index}`,
      list: { pk: attendedListKey(person), sk },
      data,
    })),
  ]
}
