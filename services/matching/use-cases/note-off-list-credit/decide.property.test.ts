import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { joinedBefore } from '../../domain/borrower.ts'
import { grantedFen } from '../../domain/exposure.ts'
import type { OffListLine } from '../../domain/off-list.ts'
import { isKnown } from '../../domain/plan.ts'
import { happen, limitFen, planOf, type Word } from '../../testing/enterprise.ts'

const applicationIds = ['A1', 'A2'] as const

const amountArb = fc.constantFrom(20_000_000, 60_000_000, 120_000_000)

const applicationArb = (applicationId: string) =>
  fc
    .record({
      told: fc.boolean(),
      line: fc.option(amountArb, { nil: undefined }),
      decided: fc.boolean(),
      ended: fc.boolean(),
      stopped: fc.boolean(),
    })
    .map(({ told, line, decided, ended, stopped }): readonly Word[] =>
      told
        ? [
            { of: 'list', applicationId },
            { of: 'push', applicationId },
            ...(stopped ? [{ of: 'stop' as const, applicationId }] : []),
            ...(decided && !stopped
              ? [{ of: 'decision' as const, applicationId, ...(line === undefined ? {} : { lineFen: line }) }]
              : []),
            ...(decided && ended && !stopped && line !== undefined
              ? [{ of: 'end' as const, applicationId }]
              : []),
          ]
        : [],
    )

const creditArb = (creditId: string, bankId: string) =>
  fc
    .array(fc.record({ lineFen: amountArb, maturesOn: fc.constantFrom('2025-01-31', '2026-03-01') }), {
      maxLength: 3,
    })
    .map(revisions =>
      revisions.map(
        (line, at): Word => ({ of: 'off-list', line: { creditId, bankId, revision: at + 1, ...line } }),
      ),
    )

const wordsArb = fc
  .tuple(
    applicationArb('A1'),
    applicationArb('A2'),
    creditArb('OC-boc', 'boc-a'),
    creditArb('OC-abc', 'abc-a'),
  )
  .chain(groups => {
    const words = groups.flat()
    const twice = [...words, ...words]
    const turnsOf = (most: number) => fc.array(fc.nat(most), { minLength: 40, maxLength: 40 })
    const anyhow = fc.record({
      words: fc.constant(words),
      told: fc.shuffledSubarray(twice, { minLength: twice.length }),
      turns: turnsOf(1_000),
    })
    /** Once and in order, where one handler has hardly ended when the next begins. */
    const inTurn = fc.record({
      words: fc.constant(words),
      told: fc.constant(words),
      turns: turnsOf(1).map(turns => [...turns, 0]),
    })
    return fc.oneof(anyhow, inTurn)
  })

/** Counted from the words alone. */
const offListOf = (words: readonly Word[]): number => {
  const newest = new Map<string, OffListLine>()
  for (const word of words)
    if (word.of === 'off-list' && (newest.get(word.line.creditId)?.revision ?? 0) < word.line.revision)
      newest.set(word.line.creditId, word.line)
  return [...newest.values()]
    .filter(({ maturesOn }) => maturesOn > '2025-03-01')
    .reduce((sum, { lineFen }) => sum + lineFen, 0)
}

test.prop([wordsArb], { numRuns: 5_000 })(
  'D4 D7 whatever the order, however often told and whichever handler comes between: lines on the lists and off them',
  ({ words, told, turns }) => {
    const world = happen(told, turns)
    const ownOf = (applicationId: string) => {
      const mine = words.filter(word => 'applicationId' in word && word.applicationId === applicationId)
      const has = (of: Word['of']) => mine.some(word => word.of === of)
      const granted = mine.find(word => word.of === 'decision')
      return { has, own: granted && 'lineFen' in granted && !has('end') ? (granted.lineFen ?? 0) : 0 }
    }
    for (const applicationId of applicationIds) {
      const state = planOf(world, applicationId)
      const { has, own } = ownOf(applicationId)
      const weighed = has('list') && !has('stop') && !has('decision')
      const expected = own > 0 || weighed ? own + offListOf(words) : 0
      expect(isKnown(state) ? grantedFen(state) : 0).toBe(expected)
      const before = joinedBefore(world.borrower, applicationId)
      const entity = before.reduce((sum, id) => sum + ownOf(id).own, expected)
      const said = ['', ...(world.turns.get(applicationId) ?? [])]
      for (const [at, turn] of said.slice(1).entries()) expect(turn).not.toBe(said[at])
      const over = [
        ...(expected > 100_000_000 ? ['demand'] : []),
        ...(expected > 0 && entity > limitFen ? ['size'] : []),
      ]
      expect(said.at(-1)).toBe(has('push') ? over.join() : '')
    }
  },
)
