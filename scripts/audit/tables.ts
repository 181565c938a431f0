import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { StoredRow } from './chain.ts'

/** Where the engine of a running local stack listens: its process says so itself. */
const localEndpoint = (folder = '.local'): string | undefined => {
  for (const province of existsSync(folder) ? readdirSync(folder) : []) {
    try {
      const pid = readFileSync(`${folder}/${province}/dynamodb.pid`, 'utf8').trim()
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      const port = words[words.indexOf('--port') + 1]
      if (words.includes('--port') && port) return `http://127.0.0.1:${port}`
    } catch {
      // No engine of this province runs now.
    }
  }
  return undefined
}

/** The endpoint named by DYNAMODB_ENDPOINT, else the running local stack's, else AWS by the machine's own settings. */
export const openDatabase = (): DynamoDBDocumentClient => {
  const endpoint = process.env.DYNAMODB_ENDPOINT ?? (process.env.AWS_REGION ? undefined : localEndpoint())
  const local = {
    endpoint: endpoint ?? '',
    region: process.env.AWS_REGION ?? 'local',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  }
  return DynamoDBDocumentClient.from(new DynamoDBClient(endpoint ? local : {}))
}

/** Every table of this product that the endpoint holds. */
export const productTables = async (database: DynamoDBDocumentClient): Promise<readonly string[]> => {
  const names: string[] = []
  let from: string | undefined
  do {
    const page = await database.send(new ListTablesCommand({ ExclusiveStartTableName: from }))
    names.push(...(page.TableNames ?? []).filter(name => name.startsWith('rongxie-')))
    from = page.LastEvaluatedTableName
  } while (from)
  return names
}

/** Commits and views of a table, a page at a time; the one place that reads a table from end to end. */
export async function* everyRow(database: DynamoDBDocumentClient, table: string): AsyncGenerator<StoredRow> {
  let from: Record<string, unknown> | undefined
  do {
    const page = await database.send(
      new ScanCommand({
        TableName: table,
        ConsistentRead: true,
        ExclusiveStartKey: from,
        FilterExpression: 'begins_with(sk, :commit) OR begins_with(sk, :view)',
        ProjectionExpression: 'pk, sk, payload, #hash, #version',
        ExpressionAttributeNames: { '#hash': 'hash', '#version': 'version' },
        ExpressionAttributeValues: { ':commit': 'C#', ':view': 'V#' },
      }),
    )
    yield* (page.Items ?? []) as StoredRow[]
    from = page.LastEvaluatedKey
  } while (from)
}

export const chainOf = async (
  database: DynamoDBDocumentClient,
  table: string,
  pk: string,
): Promise<readonly StoredRow[]> => {
  const rows: StoredRow[] = []
  let from: Record<string, unknown> | undefined
  do {
    const page = await database.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :commit)',
        ExpressionAttributeValues: { ':pk': pk, ':commit': 'C#' },
        ConsistentRead: true,
        ExclusiveStartKey: from,
      }),
    )
    rows.push(...((page.Items ?? []) as StoredRow[]))
    from = page.LastEvaluatedKey
  } while (from)
  return rows
}
