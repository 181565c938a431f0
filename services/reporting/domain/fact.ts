import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { Metric } from './metrics.ts'
import type { Place } from './place.ts'

/** What is counted once: an enterprise at a milestone, or one amount; in its region, or at one bank. */
export type Subject = {
  readonly metric: Metric
  /** Application, referral or drawing the amount belongs to; an enterprise at a milestone has none. */
  readonly item?: string
  readonly bankId?: string
}

/** Where, when and how much. */
export type Mark = {
  readonly place: Place
  readonly day: string
  readonly value: number
  /** Version of the aggregate that said so: the newest word on an amount holds. */
  readonly sequence: number
}

/** What one event says of one subject. */
export type Sighting = Subject & { readonly mark: Mark }

/** The one event of a fact: a subject stands at `mark` from now on, and no longer at `before`. */
export type Counted = {
  readonly type: 'counted'
  readonly data: Sighting & { readonly before?: Mark }
}

/** One an enterprise: which milestones it reached and when, in its region and per bank, and its amounts. */
export type Fact = { readonly marks: { readonly [subject: string]: Mark } }

export const subjectKey = ({ metric, item, bankId }: Subject): string =>
  [metric, item ?? '', bankId ?? ''].join('|')

const evolve = (fact: Fact, { data }: Counted): Fact => ({
  marks: { ...fact.marks, [subjectKey(data)]: data.mark },
})

export const factDefinition: AggregateDefinition<Fact, Counted> = {
  name: 'fact',
  initial: { marks: {} },
  evolve,
}
