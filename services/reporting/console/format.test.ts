import { expect, test } from 'vitest'
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

test('D4 E6 a warning says which bank or how many, and what was misused', () => {
  const at = { regionCode: '511702' }
  expect(format.warningText({ ...at, kind: 'exposure', banks: 2 })).toEqual({
    what: '多头授信超出需求',
    bank: '2 家银行',
    code: '511702',
  })
  expect(format.warningText({ ...at, kind: 'misuse', misuse: 'false-material', bankId: 'icbc' })).toEqual({
    what: '材料不实',
    bank: 'icbc',
    code: '511702',
  })
})
