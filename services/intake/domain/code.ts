import type { Refusal } from '#shared/domain/decision.ts'
import { checkUscc, type Uscc } from '#shared/domain/uscc.ts'
import { type Code, refuseField } from './refusals.ts'
import type { CodeCheck } from './vocabulary.ts'

export type ReadCode =
  | { readonly ok: true; readonly uscc: Uscc; readonly codeCheck: CodeCheck }
  | { readonly ok: false; readonly refusal: Refusal<Code> }

/** A code as people write it (standards §2); the refusals never repeat what was sent, for it may be an ID number (H3). */
export const readCode = (raw: string, pointer: string): ReadCode => {
  const check = checkUscc(raw)
  if (check.code !== undefined) return { ok: true, uscc: check.code, codeCheck: check.outcome }
  const refusal =
    check.outcome === 'suspected-id-number'
      ? refuseField('code-suspected-id-number', pointer, `${check.detail}。`)
      : refuseField('code-invalid', pointer, `${check.detail}，请核对后重填。`)
  return { ok: false, refusal: refusal.refusal }
}

/** The entity that an application `…-01`, a visit plan `…-P01` or a left-out report `…-L01` belongs to. */
export const usccOf = (id: string, letter: '' | 'P' | 'L' = ''): string | undefined =>
  new RegExp(`^([0-9A-HJ-NPQRTUWXY]{18})-${letter}\\d{2,}$`).exec(id)?.[1]
