import { SQSClient } from '@aws-sdk/client-sqs'
import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { CommitTable, View } from '#shared/commits/table.ts'
import { testSigner } from '#shared/keys/testing.ts'
import { startTestTable } from '#shared/testing/engine.ts'
import { harness, silentLog } from '#shared/testing/harness.ts'
import { caseViews } from '../services/review/domain/case-views.ts'
import { reviewService } from '../services/review/handlers.ts'
import { at, claims, given, opened, passed } from '../services/review/testing/cases.ts'

/**
 * Prints what reading a county's work baskets costs with 100, with 10,000 and with as many cases as are asked for
 * (`node bench/baskets.ts 100000`). Written are the rows of the lists that baskets read, two a case; a count is exact
 * to 100 a stage, so that the cost grows to that bound and no further.
 */
const stages = ['task-force-review', 'bank-review', 'leader-review', 'confirmation', 'awaiting-list'] as const
const steps = ['task-force', 'bank', 'leader', 'confirmation'] as const
const counties = { small: '511703', large: '511702' } as const
const largest = Number(process.argv[2] ?? 10_000)
const sizes = [100, 10_000, largest].filter((size, index, all) => all.indexOf(size) === index)

type Item = Record<string, unknown>

/** The rows that the relay would keep of one case; of those, the ones on lists that baskets read. */
const rowsOf = (regionCode: string, n: number): readonly Item[] => {
  const stage = n % stages.length
  const id = `${regionCode}-${String(n).padStart(7, '0')}`
  const month = String((n % 9) + 1).padStart(2, '0')
  const state = given(
    opened(1, {
      applicationId: id,
      regionCode,
      townshipCode: `${regionCode}001`,
      declaredOn: `2025-${month}-01`,
    }),
    ...steps.slice(0, stage).map(passed),
    {
      type: 'facts-requested',
      data: {
        requests: [
          {
            requestId: 'FR1',
            kind: 'operations',
            department: 'tax',
            dueOn: `2025-03-${String((n % 27) + 1).padStart(2, '0')}`,
            dueRule: '',
            by: { org: 'org', sub: 'sub' },
            at,
          },
        ],
      },
    },
  )
  const kept = (view: View): boolean => view.name === 'of-stage' || view.name === 'due'
  return caseViews(state)
    .filter(kept)
    .map(({ name, list, data }) => ({
      pk: `case#${id}`,
      sk: `V#${name}`,
      version: 1,
      data,
      ...(list ? { listPk: list.pk, listSk: list.sk } : {}),
    }))
}

const write = async (table: CommitTable, items: readonly Item[]): Promise<void> => {
  const batches = Array.from({ length: Math.ceil(items.length / 25) }, (_, index) =>
    items.slice(index * 25, index * 25 + 25),
  )
  const worker = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) {
      const RequestItems = { [table.name]: batch.map(Item => ({ PutRequest: { Item } })) }
      const { UnprocessedItems } = await table.client.send(new BatchWriteCommand({ RequestItems }))
      if (Object.keys(UnprocessedItems ?? {}).length > 0) throw new Error('the engine left rows unwritten')
    }
  }
  await Promise.all(Array.from({ length: 16 }, worker))
}

const fill = async (table: CommitTable, regionCode: string, from: number, to: number): Promise<void> => {
  const chunk = 5_000
  for (let start = from; start < to; start += chunk) {
    const numbers = Array.from({ length: Math.min(chunk, to - start) }, (_, index) => start + index)
    await write(
      table,
      numbers.flatMap(n => rowsOf(regionCode, n)),
    )
  }
}

type Read = { queries: number; items: number; bytes: number; units: number; reported: boolean }

/** Counts what every query of the table reads, and the capacity that the engine says it took. */
const counted = (table: CommitTable): { readonly take: () => Read } => {
  const nothing = (): Read => ({ queries: 0, items: 0, bytes: 0, units: 0, reported: false })
  let read = nothing()
  table.client.middlewareStack.add(
    next => async args => {
      const input = args.input as Item
      if (input['KeyConditionExpression']) input['ReturnConsumedCapacity'] = 'TOTAL'
      const answer = await next(args)
      const output = answer.output as { Items?: Item[]; ConsumedCapacity?: { CapacityUnits?: number } }
      if (output.Items) {
        const units = output.ConsumedCapacity?.CapacityUnits
        read.queries += 1
        read.items += output.Items.length
        read.bytes += Buffer.byteLength(JSON.stringify(output.Items))
        read.units += units ?? 0
        read.reported ||= units !== undefined
      }
      return answer
    },
    { step: 'initialize' },
  )
  return {
    take: () => {
      const taken = read
      read = nothing()
      return taken
    },
  }
}

const { table, stop } = await startTestTable()
const sqs = new SQSClient({ region: 'local' })
const print = (...cells: readonly (string | number)[]): void => {
  process.stdout.write(
    `${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(44) : String(cell).padStart(10))).join('')}\n`,
  )
}
try {
  const meter = counted(table)
  const deps = { table, sqs, signer: testSigner(), province: '51', clock: () => at, log: silentLog }
  const { call } = harness(reviewService, deps)
  const readings = 10
  const measure = async (what: string, region: string): Promise<void> => {
    const read = async () =>
      await call(claims('task-force', 'bench', region), 'GET', `/review/v1/baskets?region=${region}`)
    const first = await read()
    if (first.status !== 200) throw new Error(first.text)
    const one = meter.take()
    const begun = performance.now()
    for (let reading = 0; reading < readings; reading += 1) await read()
    const each = (performance.now() - begun) / readings
    meter.take()
    print(
      what,
      one.queries,
      one.items,
      `${Math.round(one.bytes / 1024)} KB`,
      one.reported ? one.units : '—',
      `${each.toFixed(0)} ms`,
    )
  }

  print('GET /review/v1/baskets', 'queries', 'rows', 'read', 'RCU', 'time')
  await fill(table, counties.small, 0, 100)
  let written = 0
  for (const size of sizes) {
    const begun = performance.now()
    await fill(table, counties.large, written, size)
    const seconds = (performance.now() - begun) / 1000
    const rate = Math.round(((size - written) * 2) / seconds)
    written = size
    await measure(`a county of ${size.toLocaleString('en')} cases`, counties.large)
    await measure(`  beside it a county of 100`, counties.small)
    process.stderr.write(`  ${size} cases on file, written at ${rate} rows/s\n`)
  }
} finally {
  sqs.destroy()
  await stop()
}
process.exit(0)
