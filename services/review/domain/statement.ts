import type { Person } from './person.ts'

export type Signed = {
  readonly listId: string
  readonly regionCode: string
  readonly rows: number
  readonly digest: string
  readonly signedBy: Person
  readonly signedAt: string
  /** A1: the signer stands in for the convener. */
  readonly delegation?: { readonly delegationId: string; readonly convener: Person } | undefined
}

/** C4: what the convener signs, readable without this system; it binds the list, its length, its content, the signer and the time. */
export const statementOf = ({
  listId,
  regionCode,
  rows,
  digest,
  signedBy,
  signedAt,
  delegation,
}: Signed): string =>
  [
    '融协 Rongxie 推荐清单签发',
    `清单编号：${listId}`,
    `区划代码：${regionCode}`,
    `户数：${rows}`,
    `清单摘要（SHA-256 Merkle）：${digest}`,
    `签发机构：${JSON.stringify(signedBy.org)}`,
    `签发人：${JSON.stringify(signedBy.sub)}`,
    `签发时间：${signedAt}`,
    ...(delegation
      ? [
          `代行签发：受召集人委托，委托编号 ${delegation.delegationId}`,
          `委托人机构：${JSON.stringify(delegation.convener.org)}`,
          `委托人：${JSON.stringify(delegation.convener.sub)}`,
        ]
      : []),
  ].join('\n')
