import { done, type Fate, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { classOfRefusalCode } from '../../domain/problem-classes.ts'
import { open } from './open.ts'

/** A bank's refusal opens coaching at the township with the bank's problem and advice (E2, F1). */
export const openForBankRefusal = async (
  { data, cause, actor }: Received<'credit-decided.v1'>,
  deps: Deps,
): Promise<Fate> => {
  if (data.outcome !== 'refused') return done
  const { applicationId, bankId, referralId, refusal, decidedOn: on } = data
  const { code, problem, advice, repairable } = refusal
  return await open(
    {
      applicationId,
      refusal: referralId,
      source: { kind: 'bank', bankId, referralId, code, repairable },
      problem,
      advice,
      problemClass: classOfRefusalCode[code],
      on,
      cause,
      actor,
    },
    deps,
  )
}
