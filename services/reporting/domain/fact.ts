import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { Metric } from './metrics.ts'
import type { Place } from './place.ts'
import type { Word } from './word.ts'

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

/** A subject stands at `mark` from now on, and no longer at `before`; without a mark it stands nowhere. */
export type Counted = {
  readonly type: 'counted'
  readonly data: Subject & { readonly mark?: Mark; readonly before?: Mark }
}

/** What a bank said last in one slot of one referral: kept as it was said, for the bank may correct it (E3). */
export type Heard = { readonly type: 'heard'; readonly data: Word }

export type FactEvent = Counted | Heard

/**
 * One an enterprise: which milestones it reached and when, in its region and per bank, and its amounts;
 * and the words of banks that some of these are read from.
 */
export type Fact = {
  readonly marks: { readonly [subject: string]: Mark }
  readonly words: { readonly [slot: string]: Word }
}

export const subjectKey = ({ metric, item, bankId }: Subject): string =>
  [metric, item ?? '', bankId ?? ''].join('|')

export const wordKey = ({ source, slot }: Pick<Word, 'source' | 'slot'>): string => `${source}|${slot}`

const evolve = (fact: Fact, event: FactEvent): Fact => {
  if (event.type === 'heard') return { ...fact, words: { ...fact.words, [wordKey(event.data)]: event.data } }
  const { [subjectKey(event.data)]: _moved, ...others } = fact.marks
  const { mark } = event.data
  return { ...fact, marks: mark ? { ...others, [subjectKey(event.data)]: mark } : others }
}

export const factDefinition: AggregateDefinition<Fact, FactEvent> = {
  name: 'fact',
  initial: { marks: {}, words: {} },
  evolve,
}
