import type { Person } from './person.ts'

export type Signed = {
  readonly listId: string
  readonly regionCode: string
  readonly rows: number
  readonly digest: string
  readonly signedBy: Person
  readonly signedAt: string
}

/** C4: what the convener signs, readable without this system; it binds the list, its length, its content, the signer and the time. */
export const statementOf = ({ listId, regionCode, rows, digest, signedBy, signedAt }: Signed): string =>
  [
    '融协 Rongxie 推荐清单签发',
    `清单编号：${listId}`,
    `区划代码：${regionCode}`,
    `户数：${rows}`,
    `清单摘要（SHA-256 Merkle）：${digest}`,
    `签发机构：${JSON.stringify(signedBy.org)}`,
    `签发人：${JSON.stringify(signedBy.sub)}`,
    `签发时间：${signedAt}`,
  ].join('\n')
