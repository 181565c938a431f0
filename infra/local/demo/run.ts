import type { Api, Problem } from './api.ts'
import type { DemoBank } from './banks.ts'
import type { CountyWorkbook } from './workbook.ts'

export type Profile = 'national' | 'xinyang' | 'tongchuan'

/** Everything one run of the main path needs; the same run repeated sends the same keys. */
export type Run = {
  readonly api: Api
  readonly county: string
  readonly profile: Profile
  readonly seed: number
  /** The bank that answers for itself. */
  readonly keepFor?: string | undefined
  readonly input: Extract<CountyWorkbook, { ok: true }>
  readonly banks: readonly DemoBank[]
  /** Day of the run in Asia/Shanghai; kept over a restart, so that a repeated call has the same body. */
  readonly today: string
  readonly say: Say
  /** Waits until every queue and stream is at rest. */
  readonly settled: () => Promise<void>
}

/** What a person watching sees. */
export type Say = {
  readonly step: (title: string) => void
  readonly fact: (text: string) => void
  /** A row that was refused: where it stands in the input, and the API's own words. */
  readonly row: (sheet: string, row: number, text: string) => void
}

/** The API's own words for a refused row, with the field it points to. */
export const wordsOf = (problem: Problem): string => {
  const [error] = problem.errors ?? []
  return error ? `${problem.title}：${error.pointer} ${error.detail}` : `${problem.title}：${problem.detail}`
}

/** The client that acts for a place: its township where one is known, else the county's task force. */
export const townshipClient = (county: string, townshipCode: string | undefined): string =>
  townshipCode ? `township-${townshipCode}` : `task-force-${county}`

export const taskForce = (county: string): string => `task-force-${county}`

export const countBy = <T>(items: readonly T[], key: (item: T) => string): string => {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1)
  return [...counts].map(([name, count]) => `${name} ${count}`).join('，')
}
