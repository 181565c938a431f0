import * as z from 'zod'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const number = z.coerce.string().optional()

const queueSchema = z.object({
  VisibilityTimeout: number,
  DelaySeconds: number,
  MessageRetentionPeriod: number,
  ReceiveMessageWaitTimeSeconds: number,
  MaximumMessageSize: number,
  RedrivePolicy: z
    .object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number().int().min(1) })
    .transform(policy => JSON.stringify(policy))
    .optional(),
  // A FIFO group of this engine yields one message a receive, which no test here should rely on.
  FifoQueue: z.literal(false).optional(),
})

export type QueueSpec = { readonly name: string; readonly attributes: Readonly<Record<string, string>> }

export const readQueues = (assembly: Assembly, resolver: Resolver): readonly QueueSpec[] =>
  parseResources(assembly, resolver, 'AWS::SQS::Queue', queueSchema).map(({ name, properties }) => ({
    name,
    attributes: Object.fromEntries(
      Object.entries(properties).flatMap(([key, value]) =>
        typeof value === 'string' ? [[key, value] as const] : [],
      ),
    ),
  }))
