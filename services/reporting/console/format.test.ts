import { expect, test } from 'vitest'
import { exposureOverLabels } from '#shared/contracts/matching.ts'
import { levelLabels, openLabels, type Warning, warningKindLabels } from '../domain/warning.ts'

type Format = {
  readonly money: (fen: number) => string
  readonly percent: (bp: number | null) => string
  readonly periodOf: (name: string, now: number) => { readonly from: string; readonly to: string }
  readonly beijingTime: (instant: string) => string
  readonly openWarnings: (open: Readonly<Record<string, number>>) => readonly {
    readonly label: string
    readonly count: number
  }[]
  readonly sentence: (
    parts: readonly { readonly metric: string; readonly label: string; readonly amount?: string }[],
    figures: Readonly<Record<string, number>>,
  ) => string
  readonly offList: Parameters<Format['sentence']>[0]
  readonly warningText: (warning: Partial<Warning>) => Readonly<Record<'what' | 'bank' | 'code', string>>
  readonly warningMeasure: (warning: Partial<Warning>) => string
  readonly funnelOf: (figures: Readonly<Record<string, number>>) => readonly {
    readonly metric: string
    readonly width: number
    readonly share: number | null
    readonly fen?: number
  }[]
}
const format: Format = await import(new URL('format.js', import.meta.url).href)

test('G1 amounts read as 万元, large ones as 亿元', () => {
  expect(format.money(20_000_000)).toBe('20.00 万元')
  expect(format.money(9_999_999_999)).toBe('10,000.00 万元')
  expect(format.money(12_345_000_000)).toBe('1.23 亿元')
})

test('G3 a ratio over nothing reads “—”', () => {
  expect(format.percent(null)).toBe('—')
  expect(format.percent(9750)).toBe('97.50%')
})

test('G5 a period begins and ends by Beijing days', () => {
  const newYear = Date.parse('2025-12-31T17:00:00Z')
  expect(format.periodOf('month', newYear)).toEqual({ from: '2026-01-01', to: '2026-01-01' })
  expect(format.periodOf('year', newYear)).toEqual({ from: '2026-01-01', to: '2026-01-01' })
  expect(format.periodOf('all', newYear)).toEqual({ from: '', to: '' })
  expect(format.beijingTime('2025-12-31T17:00:05.000Z')).toBe('2026-01-01 01:00:05')
})

test('G1 bars are drawn to the longest step and shares to the step before', () => {
  const none = { listed: 0, demand: 0, recommended: 0, pushed: 0, contacted: 0, credited: 0, drawn: 0 }
  const funnel = format.funnelOf({
    ...none,
    visited: 200,
    declared: 50,
    askedFen: 7,
    creditedFen: 0,
    drawnFen: 0,
  })
  const step = (metric: string) => funnel.find(row => row.metric === metric)
  expect(step('visited')).toMatchObject({ width: 100, share: null })
  expect(step('declared')).toMatchObject({ width: 25, share: null, fen: 7 })
  expect(step('recommended')).toMatchObject({ width: 0, share: 0 })
})

test('D7 what is off the lists is told by itself, with its amount when there is one', () => {
  const figures = {
    offListCredited: 1200,
    offListCreditedFen: 20_000_000,
    offListDrawn: 0,
    offListDrawnFen: 0,
  }
  expect(format.sentence(format.offList, figures)).toBe('清单外授信 1,200 户、20.00 万元 · 清单外放款 0 户')
})

test('E7 open warnings are told in the words of the service, none of them as zero', () => {
  const one = Object.fromEntries(Object.keys(openLabels).map(metric => [metric, 1]))
  const told = format.openWarnings({ ...one, misuse: 0 }).map(({ label }) => label)
  const { misuse: _, ...others } = openLabels
  expect(told.toSorted()).toEqual(Object.values(others).toSorted())
  for (const [kind, label] of Object.entries(warningKindLabels)) {
    if (kind === 'misuse') continue
    const { what } = format.warningText({ kind: kind as Warning['kind'], level: 'overdue' })
    expect(label).toContain(what.split(' · ')[0] ?? '?')
    expect(what).toContain(levelLabels.overdue)
  }
})

test('E7 F2 late work says whose it is', () => {
  const late = { kind: 'slip', level: 'overdue', responsible: '区自然资源局', regionCode: '511702' } as const
  expect(format.warningText(late)).toEqual({
    what: '批分单时限 · 逾期',
    bank: '区自然资源局',
    code: '511702',
  })
})

test('D4 an exposure says what it went over, and both figures of each', () => {
  const [demandFen, grantedFen] = [100_000_000, 120_000_000]
  const ceiling = { entityFen: 150_000_000, limitFen: 130_000_000 }
  const size = '该企业合计 150.00 万元，规模上限 130.00 万元'
  const demand = '本次申报 120.00 万元，需求 100.00 万元'
  const told = (over: readonly ('demand' | 'size')[] | undefined, more = {}) => {
    const warning = { kind: 'exposure', demandFen, grantedFen, ...(over ? { over } : {}), ...more } as const
    const { what } = format.warningText({ ...warning, regionCode: '511702' })
    return [what, format.warningMeasure(warning)]
  }
  expect(told(undefined)).toEqual(['多头过度授信', demand])
  expect(told(['demand'], ceiling)).toEqual([`多头过度授信 · ${exposureOverLabels.demand}`, demand])
  expect(told(['size'], ceiling)).toEqual([`多头过度授信 · ${exposureOverLabels.size}`, size])
  expect(told(['demand', 'size'], ceiling)).toEqual([
    '多头过度授信 · 超出需求、超出规模上限',
    `${size}；${demand}`,
  ])
  expect(format.warningMeasure({ dueOn: '2026-03-02' })).toBe('2026-03-02')
})

test('D4 E6 a warning says which bank or how many, and what was misused', () => {
  const at = { regionCode: '511702' }
  expect(format.warningText({ ...at, kind: 'exposure', banks: 2 })).toEqual({
    what: '多头过度授信',
    bank: '2 家银行',
    code: '511702',
  })
  expect(format.warningText({ ...at, kind: 'misuse', misuse: 'false-material', bankId: 'icbc' })).toEqual({
    what: '材料不实',
    bank: 'icbc',
    code: '511702',
  })
})
