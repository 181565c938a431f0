import { expect, test } from 'vitest'
import { type EntityState, liveApplication } from '../../domain/entity.ts'
import { nationalScope } from '../../domain/policy.ts'
import { applied, banks, county, folded, form, listed, uscc } from '../../testing/given.ts'
import { correctApplication } from '../correct-application/decide.ts'
import { withdrawApplication } from '../withdraw-application/decide.ts'
import { beginReview } from './decide.ts'

const applicationId = `${uscc}-01`
const correct = (state: EntityState, amountFen: number, correctedAs: number): EntityState =>
  folded(
    state,
    correctApplication(state, {
      applicationId,
      form: { ...form({ keyChain: '食品' }), demand: { ...form().demand, amountFen } },
      banks,
      caller: county,
      today: '2026-03-05',
      scope: nationalScope,
      correctedAs,
    }),
  )
const begin = (state: EntityState, profileSequence?: number) =>
  beginReview(state, { applicationId, begunOn: '2026-03-06', profileSequence })

// Declared by commit 2, corrected by commits 3 and 4.
const declared = applied(listed())
const twice = correct(correct(declared, 60_000_000, 3), 70_000_000, 4)

test('B6 C2 review began on the newest content: nothing is set aside', () => {
  const decision = begin(twice, 4)
  expect(decision).toMatchObject({ events: [{ type: 'review-begun' }] })
  expect(liveApplication(folded(twice, decision))).toMatchObject({ demand: { amountFen: 70_000_000 } })
})

test.each([
  [3, 60_000_000],
  [2, 50_000_000],
])(
  'B6 C2 review began on commit %i: later corrections are set aside, and all hear what stands',
  (seen, amountFen) => {
    const decision = begin(twice, seen)
    expect(decision).toMatchObject({
      events: [
        { type: 'review-begun' },
        { type: 'correction-set-aside' },
        { type: 'application-corrected.v1', data: { applicationId, demand: { amountFen } } },
      ],
    })
    const after = folded(twice, decision)
    expect(liveApplication(after)).toMatchObject({
      demand: { amountFen },
      reviewBegunOn: '2026-03-06',
      setAside: { correctedOn: '2026-03-05', on: '2026-03-06' },
    })
    expect(liveApplication(after)?.keyChain).toBe(seen === 2 ? undefined : '食品')
    expect(begin(after, seen).kind).toBe('unchanged')
  },
)

test('B5 taken back before: the content is set back, and nothing more is told', () => {
  const taken = folded(
    twice,
    withdrawApplication(twice, { applicationId, caller: county, today: '2026-03-06' }),
  )
  const decision = begin(taken, 2)
  expect(decision).toMatchObject({ events: [{ type: 'review-begun' }, { type: 'correction-set-aside' }] })
  expect(folded(taken, decision)).toMatchObject({
    applications: [{ status: 'withdrawn', demand: { amountFen: 50_000_000 } }],
  })
})

test('C2 told by a review from before it named its content, the form stands as it is', () => {
  expect(begin(twice)).toMatchObject({ events: [{ type: 'review-begun' }] })
})
