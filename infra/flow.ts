import { type EventName, producers } from '#shared/contracts/names.ts'
import type { ServiceDeclaration, ServiceName } from '#shared/service/declaration.ts'

export type Declarations = readonly ServiceDeclaration[]

/** Events whose readers stand outside the five services: each bank reads its own queue (E3). */
export const readByBanks = [
  'referral-offered.v1',
  'recall-offered.v1',
  'sibling-notice-offered.v1',
  'clock-warned.v1',
] as const satisfies readonly EventName[]

export const subscribersOf = (declarations: Declarations, event: EventName): readonly ServiceName[] =>
  declarations.filter(service => service.consumes[event] !== undefined).map(service => service.name)

export const consumes = (service: ServiceDeclaration): boolean => Object.keys(service.consumes).length > 0

const duplicates = (values: readonly string[]) => [
  ...new Set(values.filter((v, i) => values.indexOf(v) !== i)),
]

const eventProblems = (declarations: Declarations, event: EventName): readonly string[] => {
  const publishers = declarations
    .filter(service => service.publishes.includes(event))
    .map(service => service.name)
  const subscribers = subscribersOf(declarations, event)
  const read = subscribers.length > 0 || readByBanks.some(external => external === event)
  return [
    ...publishers
      .filter(name => name !== producers[event])
      .map(name => `${name} publishes ${event}, which belongs to ${producers[event]}`),
    ...(publishers.length > 0 && !read ? [`nobody consumes ${event}`] : []),
    ...(publishers.length === 0
      ? subscribers.map(name => `${name} consumes ${event}, which nobody publishes`)
      : []),
  ]
}

/** What is wrong with the map as a whole; empty when every event has its publisher and its reader. */
export const flowProblems = (declarations: Declarations): readonly string[] => [
  ...duplicates(declarations.map(service => service.name)).map(name => `two declarations are named ${name}`),
  ...(Object.keys(producers) as EventName[]).flatMap(event => eventProblems(declarations, event)),
  ...duplicates(
    declarations.flatMap(service =>
      Object.values(service.routes).map(route => `${route.method} ${route.path}`),
    ),
  ).map(route => `the route ${route} is declared twice`),
]
