import { verifyPages } from '../services/review/domain/verify-list.ts'
import { inParallel } from '../services/review/parallel.ts'
import { claims, county } from '../services/review/testing/cases.ts'
import { openDesk } from '../services/review/testing/desk.ts'
import { seedReady } from '../services/review/testing/seed.ts'

/** Prints how long a recommended list takes over a real engine: built, signed, recommended, read and verified. */
const size = Number(process.argv[2] ?? 10_000)
const lists = '/review/v1/recommendation-lists'
const taskForce = claims('task-force')

const line = (what: string, value: string): void => {
  process.stdout.write(`${what.padEnd(58)} ${value}\n`)
}
const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const began = performance.now()
  const result = await work()
  line(what, `${((performance.now() - began) / 1000).toFixed(1)} s`)
  return result
}

const desk = await openDesk()
try {
  await timed(`seeding ${size} cases (not counted)`, () =>
    inParallel([...Array(size).keys()], n =>
      seedReady(desk.table, n, n % 10 === 0 ? { keyChain: '食品饮料' } : {}),
    ),
  )
  const ask = () => desk.call(taskForce, 'POST', lists, { regionCode: county }, 'bench')
  const began = performance.now()
  const cpu = process.cpuUsage()
  const { body } = await timed('first answer to the draft', ask)
  const path = `${lists}/${body.listId}`
  let runs = 0
  await timed('built by the clock', async () => {
    while ((await ask()).body.status !== 'ready') {
      await desk.refreshViews('recommendation-list', body.listId)
      await desk.tick()
      runs += 1
    }
  })
  const signed = await timed('signed', () =>
    desk.call(claims('convener'), 'POST', `${path}/sign-off`, { opinion: '同意推荐' }),
  )
  if (signed.status !== 200) throw new Error(signed.text)
  line(
    `${signed.body.rows} rows built and signed, clock runs: ${runs}`,
    `${((performance.now() - began) / 1000).toFixed(1)} s`,
  )
  line('  of which CPU of this process', `${(process.cpuUsage(cpu).user / 1e6).toFixed(1)} s`)
  await timed('every row recommended', async () => {
    await desk.deliverSigned(body.listId)
    await desk.refreshViews('recommendation-list', body.listId)
    await desk.tick()
  })
  await timed('one row’s proof', () => desk.call(taskForce, 'GET', `${path}/rows/A-${size - 1}/proof`))
  const pages = await timed('all pages read', async () => {
    const read: unknown[] = []
    let cursor = ''
    do {
      const page = await desk.call(taskForce, 'GET', `${path}${cursor}`)
      read.push(page.body)
      cursor = page.body.nextCursor ? `?cursor=${page.body.nextCursor}` : ''
    } while (cursor)
    return read
  })
  const verdict = await timed(`${pages.length} pages verified offline`, async () => verifyPages(pages))
  if (!verdict.ok) throw new Error(verdict.problem)
  line('resident memory of this process', `${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB`)
} finally {
  await desk.stop()
}
