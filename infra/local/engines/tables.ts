import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { TableSpec } from '../assembly/tables.ts'
import { type AwsCall, AwsError } from './aws-json.ts'

const describedSchema = z.object({
  Table: z.object({
    TableStatus: z.string(),
    LatestStreamArn: z.string().optional(),
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    GlobalSecondaryIndexes: z.array(z.object({ IndexName: z.string() })).optional(),
  }),
})
type Described = z.output<typeof describedSchema>['Table']

const describe = async (call: AwsCall, name: string): Promise<Described | undefined> => {
  try {
    return describedSchema.parse(await call('DynamoDB_20120810.DescribeTable', { TableName: name })).Table
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined
    throw error
  }
}

const create = async (call: AwsCall, spec: TableSpec): Promise<Described> => {
  const { name, id: _id, StreamSpecification: stream, TimeToLiveSpecification: ttl, ...shape } = spec
  await call('DynamoDB_20120810.CreateTable', {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    ...shape,
    ...(stream === undefined ? {} : { StreamSpecification: { StreamEnabled: true, ...stream } }),
  })
  for (let tries = 0; tries < 500; tries++) {
    const table = await describe(call, name)
    if (table?.TableStatus === 'ACTIVE') {
      if (ttl !== undefined)
        await call('DynamoDB_20120810.UpdateTimeToLive', { TableName: name, TimeToLiveSpecification: ttl })
      return table
    }
    await sleep(10)
  }
  throw new Error(`表 ${name} 没有就绪`)
}

const shapeOf = (table: {
  KeySchema: readonly { AttributeName: string; KeyType: string }[]
  GlobalSecondaryIndexes?: readonly { IndexName: string }[] | undefined
}): string =>
  JSON.stringify([
    table.KeySchema.map(key => `${key.KeyType} ${key.AttributeName}`).sort(),
    (table.GlobalSecondaryIndexes ?? []).map(index => index.IndexName).sort(),
  ])

/** Creates the tables that are missing; gives the stream of each. A kept table of another shape is no use. */
export const prepareTables = async (
  call: AwsCall,
  specs: readonly TableSpec[],
): Promise<ReadonlyMap<string, string | undefined>> => {
  const prepared = specs.map(async spec => {
    const table = (await describe(call, spec.name)) ?? (await create(call, spec))
    if (shapeOf(table) !== shapeOf(spec))
      throw new Error(`数据目录里的表 ${spec.name} 与模板的键或索引不同，请清空数据目录后重新开始`)
    return [spec.name, table.LatestStreamArn] as const
  })
  return new Map(await Promise.all(prepared))
}
