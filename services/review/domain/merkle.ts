import { createHash } from 'node:crypto'
import { canonicalJson } from '#shared/domain/canonical.ts'

const hash = (...parts: readonly Uint8Array[]): Buffer => {
  const digest = createHash('sha256')
  for (const part of parts) digest.update(part)
  return digest.digest()
}

// Leaves and nodes are marked apart, so that no node can pass for a row (RFC 6962 §2.1).
const leafMark = Uint8Array.of(0)
const nodeMark = Uint8Array.of(1)

const levelAbove = (level: readonly Buffer[]): readonly Buffer[] =>
  level.flatMap((left, index) => {
    if (index % 2 === 1) return []
    const right = level[index + 1]
    return right ? [hash(nodeMark, left, right)] : [left]
  })

/** C4: SHA-256 Merkle root over the canonical bytes of the rows in their order; an odd node moves up as it is. */
export const digestOf = (rows: readonly unknown[]): string => {
  let level: readonly Buffer[] = rows.map(row => hash(leafMark, Buffer.from(canonicalJson(row))))
  while (level.length > 1) level = levelAbove(level)
  return (level[0] ?? hash()).toString('hex')
}
