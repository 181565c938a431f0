import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { shanghaiDay } from '#shared/domain/days.ts'
import type { Flags } from '../flags.ts'
import type { Stack } from '../stack.ts'
import { connect } from './api.ts'
import { mainPath } from './main-path.ts'
import type { Prepared } from './prepare.ts'
import { funnelText, nextSteps } from './print.ts'
import { type Figures, funnelOf } from './recount.ts'
import type { Narration } from './say.ts'

/** What is remembered of a county's run over a restart. */
type Memory = {
  readonly runId: string
  readonly today: string
  readonly listFile?: string
  readonly finished: boolean
}

const remembered = async (file: string): Promise<Memory | undefined> => {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Memory)
}

type Demo = {
  readonly flags: Flags
  readonly prepared: Prepared
  readonly stack: Stack
  readonly dataDir: string
  readonly say: Narration
  readonly began: number
}

/** Drives the main path, or goes on where an earlier run ended; prints the funnel and where to look next. */
export const demo = async ({
  flags,
  prepared,
  stack,
  dataDir,
  say,
  began,
}: Demo): Promise<{ ok: boolean }> => {
  const { county, place, profile, runId } = prepared
  await mkdir(dataDir, { recursive: true })
  const memoryFile = join(dataDir, `demo-${county}.json`)
  const memory = await remembered(memoryFile)
  const today = memory?.today ?? shanghaiDay(new Date().toISOString())
  const api = connect(stack.baseUrl, memory?.runId ?? runId)
  let ok = true
  let listFile = memory?.listFile

  if (memory && memory.runId !== runId)
    say.print(`  ${place}此前已由另一份输入（或另一政策、种子）载入；本次不再载入，如要重来请加 --fresh。\n`)
  else if (memory?.finished) say.print(`  ${place}此前已载入，接着使用原有数据。\n`)
  else {
    if (memory) say.print('  上次未走完，现在接着走：已完成的步骤只会得到相同答复，不会重复入账。\n')
    await writeFile(memoryFile, JSON.stringify({ runId, today, finished: false } satisfies Memory))
    say.print(`  ${place}（${county}），推送政策 ${profile}，种子 ${prepared.seed}\n`)
    for (const problem of prepared.input.problems) say.row(problem.sheet, problem.row, problem.detail)
    const done = await mainPath({ ...prepared, api, today, say, settled: stack.settled })
    ok = done.differing.length === 0
    listFile = join(dataDir, `${done.list.listId}.json`)
    await writeFile(listFile, `${JSON.stringify(done.list.document, null, 2)}\n`)
    await writeFile(join(dataDir, `refused-rows-${county}.txt`), `${say.refusedRows().join('\n')}\n`)
    await writeFile(memoryFile, JSON.stringify({ runId, today, listFile, finished: ok } satisfies Memory))
    say.end()
  }

  const figures: Figures = await funnelOf({ api, county })
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1))
  say.print(funnelText(place, figures))
  if (!flags.once) say.print(nextSteps(stack.baseUrl, county, listFile))
  if (flags.json) say.print(`${JSON.stringify({ ...figures, seconds })}\n`)
  return { ok }
}
