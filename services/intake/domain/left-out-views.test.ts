import { expect, test } from 'vitest'
import { leftOuts } from './left-out.ts'
import { leftOutViews, voicesShown } from './left-out-views.ts'

const uscc = '91350100M000100Y43'
const leftOutId = `${uscc}-L01`
const voice = (n: number) => ({
  by: 'bank' as const,
  ground: `第${n}次反映`.padEnd(500, '缺'),
  on: '2026-03-02',
})

test('B10 however often one left-out is reported, its row stays small and shows the newest voices', () => {
  const opened = leftOuts.evolve(leftOuts.initial, {
    type: 'left-out-opened',
    data: { leftOutId, uscc, place: { regionCode: '511702' }, openedOn: '2026-03-02', voice: voice(1) },
  })
  const state = Array.from({ length: 400 }, (_, index) => voice(index + 2)).reduce(
    (now, each) => leftOuts.evolve(now, { type: 'left-out-seconded', data: { leftOutId, voice: each } }),
    opened,
  )
  expect(state.reports[0]?.voices).toHaveLength(401)
  const rows = leftOutViews(state).filter(({ list }) => list !== undefined)
  expect(rows).not.toEqual([])
  for (const { data } of rows) {
    expect(Buffer.byteLength(JSON.stringify(data))).toBeLessThan(400_000)
    const { voices } = data as { voices: readonly { ground: string }[] }
    expect(voices).toHaveLength(voicesShown)
    expect(voices.at(-1)?.ground).toContain('第401次反映')
  }
})
