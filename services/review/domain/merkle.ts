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

const nodeOf = (left: string, right: string): string =>
  hash(nodeMark, Buffer.from(left, 'hex'), Buffer.from(right, 'hex')).toString('hex')

export const leafOf = (row: unknown): string =>
  hash(leafMark, Buffer.from(canonicalJson(row))).toString('hex')

const levelAbove = (level: readonly string[]): readonly string[] =>
  level.flatMap((left, index) => {
    if (index % 2 === 1) return []
    const right = level[index + 1]
    return right ? [nodeOf(left, right)] : [left]
  })

/** The root over nodes of one level; an odd node moves up as it is. */
export const rootOf = (nodes: readonly string[]): string => {
  let level = nodes
  while (level.length > 1) level = levelAbove(level)
  return level[0] ?? hash().toString('hex')
}

/** C4: SHA-256 Merkle root over the canonical bytes of the rows in their order. */
export const digestOf = (rows: readonly unknown[]): string => rootOf(rows.map(leafOf))

/** The neighbours that lead from one node to the root, lowest first (RFC 6962 §2.1.1). */
export const pathOf = (nodes: readonly string[], index: number): readonly string[] => {
  const path: string[] = []
  let [level, at] = [nodes, index]
  while (level.length > 1) {
    const neighbour = level[at % 2 === 0 ? at + 1 : at - 1]
    if (neighbour !== undefined) path.push(neighbour)
    ;[level, at] = [levelAbove(level), Math.floor(at / 2)]
  }
  return path
}

/** The root that a leaf at `index` of `size` leaves leads to by this path; undefined when the path does not fit (RFC 9162 §2.1.3.2). */
export const rootFrom = (
  leaf: string,
  index: number,
  size: number,
  path: readonly string[],
): string | undefined => {
  if (index < 0 || index >= size) return undefined
  let [at, last, node] = [index, size - 1, leaf]
  for (const neighbour of path) {
    if (last === 0) return undefined
    if (at % 2 === 1 || at === last) {
      node = nodeOf(neighbour, node)
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
    } else node = nodeOf(node, neighbour)
    ;[at, last] = [Math.floor(at / 2), Math.floor(last / 2)]
  }
  return last === 0 ? node : undefined
}
