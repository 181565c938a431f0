import type { EventData } from '#shared/contracts/events.ts'
import type { Decision } from '#shared/domain/decision.ts'
import { type EntityEvent, type EntityState, entityDefinition } from '../../services/intake/domain/entity.ts'
import { listed } from '../../services/intake/testing/given.ts'
import { beginReview } from '../../services/intake/use-cases/begin-review/decide.ts'
import { freeApplication } from '../../services/intake/use-cases/free-application/decide.ts'
import { type Case, type CaseEvent, caseAggregate } from '../../services/review/domain/case.ts'
import { shippedCasePolicy } from '../../services/review/domain/case-policy.ts'
import { correctCase } from '../../services/review/use-cases/correct-case/decide.ts'
import { openCase } from '../../services/review/use-cases/open-case/decide.ts'
import { withdrawCase } from '../../services/review/use-cases/withdraw-case/decide.ts'

/** One event on its way, as often as its queue brings it. */
export type Message = {
  readonly id: string
  readonly to: 'intake' | 'review'
  readonly type: string
  readonly data: unknown
  readonly sequence: number
}

/** One entity at intake and its cases at review: the deciders and folds behind their logs, nothing else. */
export type World = {
  entity: EntityState
  entityVersion: number
  readonly cases: Map<string, { state: Case; version: number }>
  /** Causes that a log holds: told again, they change nothing. */
  readonly done: Set<string>
  readonly sent: Message[]
  inFlight: Message[]
  readonly log: { readonly on: string; readonly type: string }[]
}

export const newWorld = (): World => ({
  entity: listed(),
  entityVersion: 1,
  cases: new Map(),
  done: new Set(),
  sent: [],
  inFlight: [],
  log: [],
})

const toReview = ['application-declared.v1', 'application-corrected.v1', 'application-withdrawn.v1']
const toIntake = ['review-begun.v1', 'application-returned.v1', 'application-refused.v1']

const send = (world: World, message: Message): void => {
  world.sent.push(message)
  world.inFlight.push(message)
}

type Outcome = 'done' | 'not-yet'

/** What `execute` does with a decision, without a table. */
const commit = <E extends { readonly type: string; readonly data: unknown }>(
  world: World,
  decision: Decision<E, unknown>,
  at: { readonly on: string; readonly version: number; readonly cause?: string | undefined },
  apply: (events: readonly E[]) => void,
): Outcome => {
  if (decision.kind === 'not-yet') return 'not-yet'
  // A refusal is recorded once there is a log to record it in; what changed nothing is decided again.
  if (at.cause && (decision.kind === 'accepted' || (decision.kind === 'refused' && at.version > 0)))
    world.done.add(at.cause)
  if (decision.kind !== 'accepted') return 'done'
  apply(decision.events)
  for (const [index, event] of decision.events.entries()) {
    world.log.push({ on: at.on, type: event.type })
    const id = `${at.on}@${at.version + 1}.${index}`
    const envelope = { id, type: event.type, data: event.data, sequence: at.version + 1 }
    if (toReview.includes(event.type) && at.on === 'entity') send(world, { ...envelope, to: 'review' })
    if (toIntake.includes(event.type) && at.on !== 'entity') send(world, { ...envelope, to: 'intake' })
  }
  return 'done'
}

export const onEntity = (world: World, decision: Decision<EntityEvent, unknown>, cause?: string): Outcome =>
  commit(world, decision, { on: 'entity', version: world.entityVersion, cause }, events => {
    world.entity = events.reduce(entityDefinition.evolve, world.entity)
    world.entityVersion += 1
  })

const caseOf = (world: World, id: string) =>
  world.cases.get(id) ?? { state: caseAggregate.initial, version: 0 }

export const onCase = (
  world: World,
  id: string,
  decide: (state: Case) => Decision<CaseEvent, unknown>,
  cause?: string,
): Outcome => {
  const { state, version } = caseOf(world, id)
  return commit(world, decide(state), { on: id, version, cause }, events =>
    world.cases.set(id, { state: events.reduce(caseAggregate.evolve, state), version: version + 1 }),
  )
}

/** The inbox of either service; what asks for redelivery stays in flight. */
export const deliver = (world: World, message: Message): Outcome => {
  const { id, type, sequence } = message
  const cause = `${message.to}:${id}`
  if (world.done.has(cause)) return 'done'
  if (type === 'application-declared.v1') {
    const profile = message.data as EventData<'application-declared.v1'>
    const opening = { profile, policy: shippedCasePolicy, matches: [], sequence }
    return onCase(world, profile.applicationId, state => openCase(state, opening), cause)
  }
  if (type === 'application-corrected.v1') {
    const profile = message.data as EventData<'application-corrected.v1'>
    const correction = { profile, matches: [], sequence }
    return onCase(world, profile.applicationId, state => correctCase(state, correction), cause)
  }
  if (type === 'application-withdrawn.v1') {
    const data = message.data as EventData<'application-withdrawn.v1'>
    return onCase(world, data.applicationId, state => withdrawCase(state, data), cause)
  }
  if (type === 'review-begun.v1')
    return onEntity(world, beginReview(world.entity, message.data as EventData<'review-begun.v1'>), cause)
  if (type === 'application-returned.v1') {
    const { applicationId, level, missing, returnedOn } = message.data as EventData<'application-returned.v1'>
    const ending = { status: 'returned' as const, level, missing, returnedOn }
    return onEntity(world, freeApplication(world.entity, { applicationId, ending }), cause)
  }
  const { applicationId, level, criterion, problem, advice, refusedOn } =
    message.data as EventData<'application-refused.v1'>
  const ending = { status: 'refused' as const, level, criterion, problem, advice, refusedOn }
  return onEntity(world, freeApplication(world.entity, { applicationId, ending }), cause)
}

/** A queue brings one of its messages, and perhaps keeps it to bring it again. */
export const bring = (world: World, place: number, again: boolean): void => {
  const message = world.inFlight[place % Math.max(1, world.inFlight.length)]
  if (!message) return
  if (deliver(world, message) === 'done' && !again)
    world.inFlight = world.inFlight.filter(one => one !== message)
}

/** Everything on its way arrives, in an order that `pick` chooses; then once more all of it. */
export const settle = (world: World, pick: () => number): void => {
  while (world.inFlight.length > 0) {
    const message = world.inFlight[pick() % world.inFlight.length] as Message
    const others = world.inFlight.filter(one => one !== message)
    world.inFlight =
      deliver(world, message) === 'done'
        ? world.inFlight.filter(one => one !== message)
        : [...others, message]
  }
  for (const message of [...world.sent]) deliver(world, message)
  world.inFlight = world.inFlight.filter(message => deliver(world, message) !== 'done')
}
