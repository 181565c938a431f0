import type { ServiceName } from '#shared/service/declaration.ts'
import type { Province } from '../provinces/province.ts'

/** Names are fixed, so that a person on call reads the same word in a log, an alarm and a queue. */
export const nameIn = (province: Province, ...parts: readonly string[]): string =>
  ['rongxie', province.code, ...parts].join('-')

export const bankQueuePrefix = (province: Province): string => `${nameIn(province, 'bank')}-`

export type FunctionKind = 'http' | 'inbox' | 'relay' | 'clock' | 'deliver'

export const functionName = (province: Province, service: ServiceName, kind: FunctionKind): string =>
  nameIn(province, service, kind)
