import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './stack.ts'

type Units = { writes: number; reads: number; refused: number }
/** One kind of call on one table: a row's kind, or a transaction. */
export type Consumed = readonly (Readonly<Units> & { readonly table: string; readonly kind: string })[]

export type CountingDynamoDb = {
  readonly endpoint: string
  readonly consumed: () => Consumed
  readonly forget: () => void
  readonly stop: () => Promise<void>
}

const writing = /(PutItem|UpdateItem|DeleteItem|TransactWriteItems|BatchWriteItem)$/
const reading = /(GetItem|Query|Scan|BatchGetItem|TransactGetItems)$/

type Capacity = { readonly TableName: string; readonly CapacityUnits: number }

type Row = { readonly pk?: { readonly S?: string }; readonly sk?: { readonly S?: string } }
type Asked = {
  readonly TableName?: string
  readonly Item?: Row
  readonly TransactItems?: readonly { readonly Put?: { readonly TableName: string } }[]
}

const tableOf = ({ TableName, TransactItems = [] }: Asked): string =>
  TableName ?? TransactItems.flatMap(({ Put }) => Put?.TableName ?? [])[0] ?? ''

/** What is written; a transaction is a commit with its counters. */
const kindOf = ({ Item, TransactItems }: Asked): string => {
  if (TransactItems) return 'commits with counters'
  const [pk = '', sk = ''] = [Item?.pk?.S, Item?.sk?.S]
  if (sk.startsWith('C#')) return 'commits'
  if (sk.startsWith('V#')) return `row ${sk.slice(2).replace(/-\d.*/, '')}`
  return pk.startsWith('claim#') ? 'claims' : 'other'
}

const capacitiesIn = (answer: { ConsumedCapacity?: Capacity | readonly Capacity[] }): readonly Capacity[] =>
  answer.ConsumedCapacity === undefined ? [] : [answer.ConsumedCapacity].flat()

/** An engine in memory behind a door that asks it, with each call, what the call consumed. */
export const startCountingDynamoDb = async (): Promise<CountingDynamoDb> => {
  const require = createRequire(import.meta.url)
  const binary = join(dirname(require.resolve('@dynoxide/linux-x64/package.json')), 'dynoxide')
  const port = await freePort()
  const engine = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' })
  // The bench may be ended by a signal: the engine must not outlive it.
  const endWithUs = () => void engine.kill()
  process.once('exit', endWithUs)
  const behind = `http://127.0.0.1:${port}/`
  for (let tries = 0; !(await fetch(behind).catch(() => undefined)); tries += 1) {
    if (tries > 200) throw new Error('the engine does not answer')
    await sleep(20)
  }

  const consumed = new Map<string, Units & { readonly table: string; readonly kind: string }>()
  const of = (table: string, kind: string): Units => {
    const key = `${table} ${kind}`
    const units = consumed.get(key) ?? { table, kind, writes: 0, reads: 0, refused: 0 }
    consumed.set(key, units)
    return units
  }
  const count = (target: string, asked: Asked, ok: boolean, text: string): void => {
    const way = writing.test(target) ? 'writes' : 'reads'
    const kind = kindOf(asked)
    if (ok)
      for (const { TableName, CapacityUnits } of capacitiesIn(JSON.parse(text)))
        of(TableName, kind)[way] += CapacityUnits
    else if (/ConditionalCheckFailed/.test(text)) of(tableOf(asked), kind).refused += 1
  }

  const door = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      const target = String(request.headers['x-amz-target'] ?? '')
      const counted = writing.test(target) || reading.test(target)
      const sent = Buffer.concat(parts).toString()
      const asked = counted ? JSON.parse(sent) : {}
      const answer = await fetch(behind, {
        method: request.method ?? 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': target,
          authorization: String(request.headers.authorization ?? ''),
          'x-amz-date': String(request.headers['x-amz-date'] ?? ''),
        },
        body: counted ? JSON.stringify({ ...asked, ReturnConsumedCapacity: 'TOTAL' }) : sent,
      })
      const text = await answer.text()
      if (counted) count(target, asked, answer.ok, text)
      response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' }).end(text)
    })().catch(() => response.destroy())
  })
  door.listen(await freePort(), '127.0.0.1')
  await once(door, 'listening')
  const address = door.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    consumed: () => [...consumed.values()],
    forget: () => consumed.clear(),
    stop: async () => {
      door.closeAllConnections()
      door.close()
      process.off('exit', endWithUs)
      engine.kill()
      await once(engine, 'exit')
    },
  }
}
