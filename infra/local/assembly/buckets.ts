import * as z from 'zod'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const bucketSchema = z.object({
  // A bucket that tells a function or queue of its objects would be silent here.
  NotificationConfiguration: z.undefined().optional(),
})

/** Names of the buckets; encryption and access are the cloud's, and nothing here is forgotten by age. */
export const readBuckets = (assembly: Assembly, resolver: Resolver): readonly string[] =>
  parseResources(assembly, resolver, 'AWS::S3::Bucket', bucketSchema).map(({ name }) => name)
