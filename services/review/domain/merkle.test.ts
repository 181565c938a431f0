import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '#shared/domain/canonical.ts'
import { digestOf, leafOf, pathOf, rootFrom as rootFromPath, rootOf as rootOver } from './merkle.ts'

const sha = (hex: string): string => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')
const ownLeaf = (row: unknown): string => sha(`00${Buffer.from(canonicalJson(row)).toString('hex')}`)

/** Written anew from RFC 6962: the root of a range, and the path of one leaf, by halving at the largest power of two. */
const split = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1)
const rootOf = (leaves: readonly string[]): string =>
  leaves.length === 1
    ? (leaves[0] ?? '')
    : sha(`01${rootOf(leaves.slice(0, split(leaves.length)))}${rootOf(leaves.slice(split(leaves.length)))}`)
const ownPath = (index: number, leaves: readonly string[]): readonly string[] => {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  return index < k
    ? [...ownPath(index, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...ownPath(index - k, leaves.slice(k)), rootOf(leaves.slice(0, k))]
}
const rootFrom = (leaf: string, index: number, size: number, path: readonly string[]): string => {
  if (size === 1) return leaf
  const [k, last] = [split(size), path.at(-1) ?? '']
  return index < k
    ? sha(`01${rootFrom(leaf, index, k, path.slice(0, -1))}${last}`)
    : sha(`01${last}${rootFrom(leaf, index - k, size - k, path.slice(0, -1))}`)
}

const rowsOf = fc.array(fc.record({ id: fc.uuid(), amountFen: fc.nat(), name: fc.string() }), {
  minLength: 1,
  maxLength: 40,
})

test('C4 every row is included under the digest by a path of its own', () => {
  fc.assert(
    fc.property(rowsOf, rows => {
      const [digest, leaves] = [digestOf(rows), rows.map(ownLeaf)]
      for (const [index, leaf] of leaves.entries()) {
        const path = ownPath(index, leaves)
        expect(pathOf(leaves, index)).toEqual(path)
        expect(rootFromPath(leaf, index, leaves.length, path)).toBe(digest)
        expect(rootFromPath(leaf, index + 1, leaves.length, path)).not.toBe(digest)
        expect(rootFromPath(leaf, index, leaves.length, [...path, leaf])).toBeUndefined()
        expect(rootFrom(leaf, index, leaves.length, path)).toBe(digest)
        expect(rootFrom(ownLeaf('another row'), index, leaves.length, path)).not.toBe(digest)
      }
    }),
    { numRuns: 300 },
  )
})

test('C4 a list of one row has the leaf as digest, of three rows the odd one moves up', () => {
  const [a, b, c] = [ownLeaf({ n: 1 }), ownLeaf({ n: 2 }), ownLeaf({ n: 3 })]
  expect(digestOf([{ n: 1 }])).toBe(a)
  expect(digestOf([{ n: 1 }, { n: 2 }, { n: 3 }])).toBe(sha(`01${sha(`01${a}${b}`)}${c}`))
})

test('C4 the order of a row’s fields does not matter, the order of rows does', () => {
  const [x, y] = [
    { a: 1, b: 2 },
    { b: 2, a: 1 },
  ]
  expect(digestOf([x])).toBe(digestOf([y]))
  expect(digestOf([1, 2])).not.toBe(digestOf([2, 1]))
})

test('C4 parts of a power of two are subtrees: their roots give the digest, and a path goes through them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, pick) => {
      const rows = Array.from({ length: size }, (_, n) => ({ n }))
      const part = 8
      const parts = Array.from({ length: Math.ceil(size / part) }, (_, k) =>
        rows.slice(k * part, (k + 1) * part),
      )
      const roots = parts.map(digestOf)
      expect(rootOver(roots)).toBe(digestOf(rows))
      const index = pick % size
      const at = Math.floor(index / part)
      const path = [...pathOf((parts[at] ?? []).map(leafOf), index % part), ...pathOf(roots, at)]
      expect(path).toEqual(pathOf(rows.map(leafOf), index))
      expect(rootFromPath(leafOf({ n: index }), index, size, path)).toBe(digestOf(rows))
    }),
    { numRuns: 300 },
  )
})
