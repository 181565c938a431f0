import { noHash } from '#shared/commits/commit.ts'
import { sha256 } from '#shared/domain/canonical.ts'

/** A row of a service's table as it is stored; the content is checked byte by byte, never through a parser. */
export type StoredRow = { readonly pk: string; readonly sk: string; readonly [field: string]: unknown }

export type BrokenLink = { readonly pk: string; readonly link: string; readonly why: string }

const contentOf = (payload: string): { readonly [field: string]: unknown } | undefined => {
  try {
    const content: unknown = JSON.parse(payload)
    return content !== null && typeof content === 'object' ? { ...content } : undefined
  } catch {
    return undefined
  }
}

export const linkKey = (version: number): string => `C#${String(version).padStart(8, '0')}`

/** H4: what is wrong with the commit that should stand at this version after that hash; undefined when it holds. */
export const wrongLink = (row: StoredRow, version: number, previousHash: string): string | undefined => {
  if (row.sk !== linkKey(version)) return `缺少 ${linkKey(version)}，其后却有 ${row.sk}`
  const payload = String(row.payload)
  if (sha256(payload) !== row.hash) return '内容与其散列不符：内容或散列被改动'
  const content = contentOf(payload)
  if (!content) return '内容不是一笔提交'
  if (`${content.aggregate}#${content.id}` !== row.pk) return '内容属于另一对象：提交被挪动'
  if (content.version !== version) return '内容的版本与位置不符'
  return content.previousHash === previousHash ? undefined : '与前一笔提交的散列不相接：前一笔被换过'
}

/** H4: the first link of one chain that does not hold; `seenVersion` is the newest that a view was made from. */
export const firstBroken = (
  pk: string,
  commits: readonly StoredRow[],
  seenVersion = 0,
): BrokenLink | undefined => {
  let previousHash = noHash
  for (const [index, row] of commits.entries()) {
    const why = wrongLink(row, index + 1, previousHash)
    if (why) return { pk, link: linkKey(index + 1), why }
    previousHash = String(row.hash)
  }
  return seenVersion > commits.length
    ? {
        pk,
        link: linkKey(commits.length + 1),
        why: `视图见过第 ${seenVersion} 版，链却止于第 ${commits.length} 版`,
      }
    : undefined
}
