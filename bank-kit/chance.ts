import { createHash } from 'node:crypto'

/** A number in [0, 1) that follows from its parts alone: the same seed plays the same bank, in whatever order. */
export const chance = (...parts: readonly (string | number)[]): number =>
  createHash('sha256').update(parts.join('\n')).digest().readUInt32BE(0) / 2 ** 32

export const pick = <T>(choices: readonly [T, ...T[]], ...parts: readonly (string | number)[]): T =>
  choices[Math.floor(chance(...parts) * choices.length)] ?? choices[0]
