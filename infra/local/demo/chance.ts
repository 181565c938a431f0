import { sha256 } from '#shared/domain/canonical.ts'

/** A number in [0, 1) that follows from seed and subject alone: the same run answers the same, in any order. */
export const chance = (seed: number, ...subject: readonly string[]): number =>
  Number.parseInt(sha256([String(seed), ...subject].join('\n')).slice(0, 12), 16) / 2 ** 48

/** One of the choices, by seed and subject. */
export const pick = <T>(choices: readonly [T, ...T[]], seed: number, ...subject: readonly string[]): T =>
  choices[Math.floor(chance(seed, ...subject) * choices.length)] ?? choices[0]
