import { expect, test } from 'vitest'
import { closingOf } from '../../domain/closing.ts'
import { listAggregate, type RecommendationList } from '../../domain/list.ts'
import { rowOf } from '../../domain/list-row.ts'
import { digestOf } from '../../domain/merkle.ts'
import { at, county, listId, person, ready, reviewers } from '../../testing/cases.ts'
import { signList } from './decide.ts'

const state = ready()
const rows = state.status === 'none' ? [] : [rowOf(state.file)]
const drafted: RecommendationList = {
  status: 'drafted',
  listId,
  regionCode: county,
  draftedBy: person('task-force', 'drafter'),
  chunks: [{ digest: 'c', count: 1 }],
  claimed: [{ digest: 'r', rows: 1, leftOut: 0 }],
  ...closingOf(rows, digestOf),
}
const signature = { signature: 'c2ln', algorithm: 'ECDSA_SHA_256', publicKey: 'pem' } as const
const convener = person('convener')
const sign = (list: RecommendationList, by = convener) => signList(list, { by, at }, signature)

test('C4 the signature makes the list, and the statement binds list, length, digest, signer and time', () => {
  expect(sign(drafted)).toMatchObject({
    kind: 'accepted',
    events: [
      { type: 'signature-given', data: { signedBy: { org: 'org-convener', sub: 'convener' }, signedAt: at } },
      {
        type: 'recommendation-list-signed.v1',
        data: { listId, regionCode: county, digest: digestOf(rows), rows: 1, signedOn: '2025-03-03' },
      },
    ],
    result: {
      statement: [
        '融协 Rongxie 推荐清单签发',
        `清单编号：${listId}`,
        '区划代码：511702',
        '户数：1',
        `清单摘要（SHA-256 Merkle）：${digestOf(rows)}`,
        '签发机构："org-convener"',
        '签发人："convener"',
        `签发时间：${at}`,
      ].join('\n'),
    },
  })
})

test.each(Object.values(reviewers))('C4 $role who took part in a row does not sign it', ({ sub, org }) => {
  expect(sign(drafted, person('convener', sub, county, org))).toMatchObject({
    refusal: { code: 'same-person', facts: { applicationIds: ['A-01'] } },
  })
})

test('C4 a list is signed once', () => {
  const first = sign(drafted)
  const signed = first.kind === 'accepted' ? first.events.reduce(listAggregate.evolve, drafted) : drafted
  expect(sign(signed)).toMatchObject({ refusal: { code: 'already-signed', facts: { signedAt: at } } })
})

test('C4 an unfinished draft is not signed', () => {
  const drafting: RecommendationList = {
    status: 'drafting',
    listId,
    regionCode: county,
    draftedBy: convener,
    chunks: [{ digest: 'c', count: 1 }],
    claimed: [],
  }
  expect(sign(drafting)).toMatchObject({ refusal: { code: 'list-not-ready' } })
  expect(sign({ status: 'none' })).toMatchObject({ refusal: { code: 'not-found' } })
})

test('A2 the convener of another county does not sign', () => {
  expect(sign(drafted, person('convener', 'other', '511703'))).toMatchObject({
    refusal: { code: 'outside-region' },
  })
})

test('C4 a list that became ready after the signature was asked for waits for the retry', () => {
  expect(signList(drafted, { by: convener, at }, undefined).kind).toBe('not-yet')
})

const delegation = { delegationId: 'DG-511702-1', convener: { org: 'org-convener', sub: 'convener' } }

test('A1 a deputy signs under a delegation, and the statement says for whom', () => {
  const deputy = person('leader', 'deputy')
  expect(sign(drafted, deputy)).toMatchObject({ refusal: { code: 'not-delegated' } })
  const signed = signList(drafted, { by: deputy, at, delegation }, signature)
  expect(signed).toMatchObject({
    events: [{ type: 'signature-given', data: { signedBy: { sub: 'deputy' }, delegation } }, {}],
  })
  expect(signed).toMatchObject({
    result: {
      statement: expect.stringMatching(
        /委托编号 DG-511702-1\n委托人机构："org-convener"\n委托人："convener"$/,
      ),
    },
  })
})
