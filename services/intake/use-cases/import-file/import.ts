import type { AggregateDefinition } from '#shared/commits/execute.ts'
import type { View } from '#shared/commits/table.ts'
import type { Caller } from '#shared/http/caller.ts'
import type { Source } from '../../domain/vocabulary.ts'
import type { ImportResult } from '../import-target/body.ts'

/** What one row came to. */
export const outcomeLabels = {
  listed: '新列入',
  merged: '并入已有主体',
  dropped: '剔除',
  'awaiting-confirmation': '待登记机关确认',
  refused: '退回更正',
} as const satisfies Record<ImportResult['outcome'] | 'refused', string>
export type Outcome = keyof typeof outcomeLabels
export const outcomes = Object.keys(outcomeLabels) as [Outcome, ...Outcome[]]
export type Counts = { readonly [O in Outcome]: number }

export const noCounts: Counts = { listed: 0, merged: 0, dropped: 0, 'awaiting-confirmation': 0, refused: 0 }
export const addCounts = (a: Counts, b: Counts): Counts =>
  Object.fromEntries(outcomes.map(each => [each, a[each] + b[each]])) as Counts

/** `row` as a person sees it in Excel; the words hold no personal data (H3). */
export type RowError = { readonly row: number; readonly detail: string }

/** How many errors the import itself shows; the error sheet holds them all. */
export const shownErrors = 200

export type Requested = {
  readonly importId: string
  readonly fileName: string
  readonly kind: 'xlsx' | 'csv'
  readonly sizeBytes: number
  readonly regionCode: string
  readonly source: Source
  readonly mappingVersion: string
  /** The upload address is signed for this instant, so that a replay answers the same one. */
  readonly requestedAt: string
  /** For whom the rows are taken: their rights stand as they were when the file was sent. */
  readonly by: Caller
}

type Progress = {
  /** Pins the file: what is uploaded under the same address later is another file. */
  readonly etag: string
  readonly startedAt: string
  readonly totalRows?: number
  /** Rows of the sheet done so far, counted without header and blank rows. */
  readonly handledRows: number
  readonly counts: Counts
  readonly errors: readonly RowError[]
  /** First rows of the ranges that have errors: each is a file of its own until the sheet is made. */
  readonly errorParts: readonly number[]
}

export type ImportState =
  | { readonly status: 'unknown' }
  | ({ readonly status: 'awaiting-upload' } & Requested)
  | ({ readonly status: 'running' } & Requested & Progress)
  | ({ readonly status: 'finished'; readonly finishedAt: string; readonly errorSheet: boolean } & Requested &
      Progress)
  | ({
      readonly status: 'failed'
      readonly problem: { readonly code: string; readonly detail: string }
    } & Requested &
      Progress)

export type RunningImport = Extract<ImportState, { status: 'running' }>

export type ImportEvent =
  | { readonly type: 'import-requested'; readonly data: Requested }
  | { readonly type: 'import-started'; readonly data: { readonly etag: string; readonly startedAt: string } }
  | { readonly type: 'import-counted'; readonly data: { readonly totalRows: number } }
  | {
      readonly type: 'rows-taken'
      readonly data: {
        readonly from: number
        readonly rows: number
        readonly counts: Counts
        readonly errors: readonly RowError[]
      }
    }
  | { readonly type: 'import-finished'; readonly data: { readonly at: string; readonly errorSheet: boolean } }
  | { readonly type: 'import-failed'; readonly data: { readonly code: string; readonly detail: string } }

const evolve = (state: ImportState, event: ImportEvent): ImportState => {
  if (event.type === 'import-requested') return { status: 'awaiting-upload', ...event.data }
  if (event.type === 'import-started')
    return state.status === 'awaiting-upload'
      ? {
          ...state,
          ...event.data,
          status: 'running',
          handledRows: 0,
          counts: noCounts,
          errors: [],
          errorParts: [],
        }
      : state
  if (state.status !== 'running') return state
  switch (event.type) {
    case 'import-counted':
      return { ...state, ...event.data }
    case 'rows-taken': {
      const { from, rows, counts, errors } = event.data
      return {
        ...state,
        handledRows: from + rows,
        counts: addCounts(state.counts, counts),
        errors: [...state.errors, ...errors],
        errorParts: counts.refused > 0 ? [...state.errorParts, from] : state.errorParts,
      }
    }
    case 'import-finished':
      return { ...state, status: 'finished', finishedAt: event.data.at, errorSheet: event.data.errorSheet }
    case 'import-failed':
      return { ...state, status: 'failed', problem: event.data }
  }
}

export const importDefinition: AggregateDefinition<ImportState, ImportEvent> = {
  name: 'import',
  initial: { status: 'unknown' },
  evolve,
}

/** The schedule reads this list for work that is left. */
export const runningKey = 'imports-running'

export const importViews = (state: ImportState, id: string): readonly View[] => {
  if (state.status === 'unknown' || state.status === 'awaiting-upload') return []
  if (state.status !== 'running') return [{ name: 'import', data: {} }]
  const sk = `${state.startedAt}#${id}`
  return [{ name: 'import', list: { pk: runningKey, sk }, data: { importId: id } }]
}

/** Everything of an import stands under one prefix of the bucket. */
export const keysOf = ({ importId, kind }: Pick<Requested, 'importId' | 'kind'>) => ({
  source: `imports/${importId}/source.${kind}`,
  errorSheet: `imports/${importId}/error-sheet.xlsx`,
  errorPart: (from: number) => `imports/${importId}/errors/${String(from).padStart(6, '0')}.json`,
})
