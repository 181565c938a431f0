import { spawn } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { awsJsonClient } from './aws-json.ts'

export type DynamoDbEngine = {
  readonly endpoint: string
  readonly residentBytes: () => number
  readonly stop: () => Promise<void>
}

const binary = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), 'dynoxide')
  } catch {
    throw new Error(
      `本机没有 ${name}：请用环境变量 DYNAMODB_ENDPOINT 指向另一个 DynamoDB（例如 DynamoDB Local）`,
    )
  }
}

const freePort = async (): Promise<number> => {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise(resolve => probe.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

const commandLine = (pid: string): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    return ''
  }
}

/** An engine whose runtime was killed dies by itself; one that did not must not keep the file. */
const endStale = async (pidFile: string, dbPath: string): Promise<void> => {
  if (!existsSync(pidFile)) return
  const pid = readFileSync(pidFile, 'utf8').trim()
  for (let tries = 0; pid !== '' && commandLine(pid).includes(dbPath) && tries < 200; tries++) {
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      break
    }
    await sleep(10)
  }
  rmSync(pidFile, { force: true })
}

// The engine lives only as long as its standard input is open, that is as long as the runtime, however that ends.
const watched = `exec 3<&0
(cat <&3 >/dev/null; kill $$ 2>/dev/null) &
exec "$0" serve --host 127.0.0.1 --port "$1" --db-path "$2" </dev/null 3<&- >"$3" 2>&1`

/**
 * Without an index every write and every poll reads all stream records ever kept: 4 ms a write after 5,000 of them.
 * A query on the engine's own terms finds the index by itself.
 */
const indexStreamRecords = (dbPath: string): void => {
  const db = new DatabaseSync(dbPath)
  try {
    db.exec('PRAGMA busy_timeout = 5000')
    db.exec(
      'CREATE INDEX IF NOT EXISTS stream_order ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
    )
  } finally {
    db.close()
  }
}

const answers = async (endpoint: string): Promise<boolean> => {
  const { call, close } = awsJsonClient(endpoint, 'local')
  try {
    await call('DynamoDB_20120810.ListTables', {})
    return true
  } catch {
    return false
  } finally {
    close()
  }
}

const residentBytes = (pid: string): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096
  } catch {
    return 0
  }
}

/** The embedded DynamoDB on a file of the data folder; it cannot outlive this process. */
export const startDynamoDb = async (dataDir: string): Promise<DynamoDbEngine> => {
  const given = process.env.DYNAMODB_ENDPOINT
  if (given) {
    if (!(await answers(given))) throw new Error(`DYNAMODB_ENDPOINT 指向的 ${given} 没有应答`)
    return { endpoint: given, residentBytes: () => 0, stop: async () => undefined }
  }
  const path = (name: string) => join(dataDir, name)
  await endStale(path('dynamodb.pid'), path('dynamodb.db'))
  const port = await freePort()
  const engine = spawn(
    'sh',
    ['-c', watched, binary(), `${port}`, path('dynamodb.db'), path('dynamodb.log')],
    {
      stdio: ['pipe', 'ignore', 'ignore'],
      // A group of its own: Ctrl-C in the terminal must reach this process first, not the engine under it.
      detached: true,
    },
  )
  writeFileSync(path('dynamodb.pid'), `${engine.pid ?? ''}`)
  const ended = new Promise<void>(resolve => engine.once('exit', () => resolve()))
  const endpoint = `http://127.0.0.1:${port}`
  for (let tries = 0; !(await answers(endpoint)); tries++) {
    if (engine.exitCode !== null || tries > 1000)
      throw new Error(`DynamoDB 引擎没有启动，见 ${path('dynamodb.log')}`)
    await sleep(10)
  }
  chmodSync(path('dynamodb.db'), 0o600)
  indexStreamRecords(path('dynamodb.db'))
  return {
    endpoint,
    residentBytes: () => residentBytes(`${engine.pid}`),
    stop: async () => {
      engine.stdin?.end()
      await ended
      rmSync(path('dynamodb.pid'), { force: true })
    },
  }
}
