import * as z from 'zod'
import { type FunctionSpec, functionIn } from './functions.ts'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const minutesIn = { minute: 1, hour: 60, day: 1440 } as const

/** `rate(5 minutes)` in milliseconds; undefined for anything else. */
export const periodOf = (expression: string): number | undefined => {
  const parts = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression)
  const unit = parts?.[2] as keyof typeof minutesIn | undefined
  return unit === undefined || Number(parts?.[1]) < 1
    ? undefined
    : Number(parts?.[1]) * minutesIn[unit] * 60_000
}

const ruleSchema = z.object({
  ScheduleExpression: z.string().refine(text => periodOf(text) !== undefined, '只支持 rate(…) 形式的时间表'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  EventPattern: z.never().optional(),
  Targets: z
    .array(
      z.object({
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: z.never().optional(),
        InputTransformer: z.never().optional(),
      }),
    )
    .default([]),
})

export type ScheduleSpec = {
  readonly id: string
  readonly name: string
  readonly arn: string
  readonly fn: FunctionSpec
  readonly everyMs: number
  /** The constant input; undefined when the target gets EventBridge's own scheduled event. */
  readonly input: unknown
}

export const readSchedules = (
  assembly: Assembly,
  resolver: Resolver,
  functions: readonly FunctionSpec[],
): readonly ScheduleSpec[] =>
  parseResources(assembly, resolver, 'AWS::Events::Rule', ruleSchema)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .flatMap(({ resource, name, properties }) =>
      properties.Targets.map(target => ({
        id: resource.id,
        name,
        arn: resolver.arnOf('events', `rule/${name}`),
        fn: functionIn(functions, target.Arn),
        everyMs: periodOf(properties.ScheduleExpression) ?? 0,
        input: target.Input === undefined ? undefined : JSON.parse(target.Input),
      })),
    )
