import type { Signature } from '#shared/keys/signer.ts'
import type { ListedBlock, SharedFrom } from './block-list.ts'
import type { BlockEntry } from './blocks.ts'
import { digestOf } from './merkle.ts'
import { verifySignature } from './verify-signature.ts'

/** An entry as it travels: what it says, and its number in the region it comes from. */
export type SharedEntry = BlockEntry & { readonly blockId: string }

export type BlockFileContent = {
  readonly regionCode: string
  readonly issuedAt: string
  readonly entries: readonly SharedEntry[]
}

export type BlockFile = BlockFileContent & Signature & { readonly statement: string }

/** C9: what is signed, readable without this system; its first line tells it from any other signed text. */
export const blockStatementOf = ({ regionCode, issuedAt, entries }: BlockFileContent): string =>
  [
    '融协 Rongxie 限制名单共享',
    `区划代码：${regionCode}`,
    `条目数：${entries.length}`,
    `名单摘要（SHA-256 Merkle）：${digestOf(entries)}`,
    `签发时间：${issuedAt}`,
  ].join('\n')

/** What a region shares: its own entries that still hold, none that it took over from elsewhere. */
export const sharedEntries = (list: readonly ListedBlock[], on: string): readonly SharedEntry[] =>
  list
    .filter(
      ({ validUntil, sharedFrom }) =>
        sharedFrom === undefined && (validUntil === undefined || on <= validUntil),
    )
    .map(({ regionCode: _, addedBy: __, addedAt: ___, sharedFrom: ____, ended: _____, ...entry }) => entry)

/** C9: undefined when the file is whole and by the key whose fingerprint the other region told; else what is wrong, in Chinese. */
export const flawOf = (file: BlockFile, keyFingerprint: string): string | undefined => {
  if (blockStatementOf(file) !== file.statement)
    return '声明与名单的区划、条目、摘要或签发时间不符：内容被改动'
  const opinion = verifySignature(file, undefined)
  if (!opinion.ok) return opinion.problem
  return opinion.keyFingerprint === keyFingerprint ? undefined : '签名公钥的指纹不是所填的指纹'
}

export const originOf = (file: BlockFileContent, { blockId }: SharedEntry): SharedFrom => ({
  regionCode: file.regionCode,
  blockId,
})
