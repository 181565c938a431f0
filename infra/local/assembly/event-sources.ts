import * as z from 'zod'
import { type FunctionSpec, functionIn } from './functions.ts'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const unlimited = z.literal(-1).optional()

const common = {
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: z.boolean().default(true),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
}

const queueSourceSchema = z.object({
  ...common,
  BatchSize: z.number().min(1).max(10_000).default(10),
  ScalingConfig: z.object({ MaximumConcurrency: z.number() }).optional(),
  FilterCriteria: z.never().optional(),
})

const streamSourceSchema = z.object({
  ...common,
  BatchSize: z.number().min(1).max(1000).default(100),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']),
  BisectBatchOnFunctionError: z.boolean().default(false),
  // A limit would lose records; whoever sets one must not believe that it was tried here.
  MaximumRetryAttempts: unlimited,
  MaximumRecordAgeInSeconds: unlimited,
  TumblingWindowInSeconds: z.literal(0).optional(),
  FilterCriteria: z
    .object({ Filters: z.array(z.object({ Pattern: z.string() })) })
    .transform(({ Filters }) => Filters.map(({ Pattern }) => JSON.parse(Pattern) as unknown))
    .default([]),
})

type Common = {
  readonly fn: FunctionSpec
  readonly arn: string
  readonly batchSize: number
  readonly windowMs: number
  readonly partialFailures: boolean
}
export type QueueSourceSpec = Common & { readonly concurrency: number }
export type StreamSourceSpec = Common & {
  readonly start: 'TRIM_HORIZON' | 'LATEST'
  readonly bisect: boolean
  readonly filters: readonly unknown[]
}
export type EventSources = {
  readonly queues: readonly QueueSourceSpec[]
  readonly streams: readonly StreamSourceSpec[]
}

// What Lambda starts with; more only helps on more than a laptop, so a template's greater bound is not reached.
const usualConcurrency = 5

const isQueue = (arn: string) => arn.split(':')[2] === 'sqs'

export const readEventSources = (
  assembly: Assembly,
  resolver: Resolver,
  functions: readonly FunctionSpec[],
): EventSources => {
  const schema = z.record(z.string(), z.unknown()).transform((properties, context) => {
    const kind = isQueue(String(properties.EventSourceArn)) ? queueSourceSchema : streamSourceSchema
    const result = kind.safeParse(properties)
    if (result.success) return result.data
    for (const { path, message } of result.error.issues) context.addIssue({ code: 'custom', path, message })
    return z.NEVER
  })
  const sources = parseResources(assembly, resolver, 'AWS::Lambda::EventSourceMapping', schema)
    .map(({ properties }) => properties)
    .filter(({ Enabled }) => Enabled)
  const commonOf = (source: (typeof sources)[number]): Common => ({
    fn: functionIn(functions, source.FunctionName),
    arn: source.EventSourceArn,
    batchSize: source.BatchSize,
    windowMs: source.MaximumBatchingWindowInSeconds * 1000,
    partialFailures: source.FunctionResponseTypes.length > 0,
  })
  return {
    queues: sources.flatMap(source =>
      'StartingPosition' in source
        ? []
        : [
            {
              ...commonOf(source),
              concurrency: Math.min(
                usualConcurrency,
                source.ScalingConfig?.MaximumConcurrency ?? usualConcurrency,
              ),
            },
          ],
    ),
    streams: sources.flatMap(source =>
      'StartingPosition' in source
        ? [
            {
              ...commonOf(source),
              start: source.StartingPosition,
              bisect: source.BisectBatchOnFunctionError,
              filters: source.FilterCriteria,
            },
          ]
        : [],
    ),
  }
}
