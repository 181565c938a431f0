import * as z from 'zod'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))

const indexSchema = z.object({
  IndexName: z.string(),
  KeySchema: keySchema,
  Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).optional() }),
})

const tableSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
})

export type TableSpec = z.output<typeof tableSchema> & { readonly name: string; readonly id: string }

export const readTables = (assembly: Assembly, resolver: Resolver): readonly TableSpec[] =>
  parseResources(assembly, resolver, 'AWS::DynamoDB::GlobalTable', tableSchema).map(
    ({ name, resource, properties }) => ({ ...properties, name, id: resource.id }),
  )
