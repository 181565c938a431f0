import type { Decision } from '#shared/domain/decision.ts'
import { type BankState, serves } from '../../domain/bank.ts'
import type { EntityEvent, EntityState } from '../../domain/entity.ts'
import { narrowest } from '../../domain/place.ts'
import { placed } from '../../domain/profile.ts'
import { type Code, refuseField } from '../../domain/refusals.ts'
import type { SubmitResult } from '../submit-application/body.ts'
import type { FormCommand } from '../submit-application/compose.ts'
import { submitApplication } from '../submit-application/decide.ts'
import type { RecommendationBody } from './body.ts'

export type RecommendEnterprise = Omit<FormCommand, 'form'> & {
  readonly form: Omit<RecommendationBody, 'uscc'>
  /** The bank of the caller's token, as the directory knows it. */
  readonly recommender: BankState
}

/** The enterprise chooses first; the bank that recommends it comes after, unless the two places are taken (B6, B8). */
export const intendedWith = (chosen: readonly string[], bankId: string): string[] =>
  chosen.includes(bankId) || chosen.length >= 2 ? [...chosen] : [...chosen, bankId]

/** A bank recommends an enterprise of a region it serves: from there on it goes the way of every declaration (B8). */
export const recommendEnterprise = (
  state: EntityState,
  { form, recommender, ...command }: RecommendEnterprise,
): Decision<EntityEvent, SubmitResult, Code> => {
  if (recommender.status !== 'active')
    return refuseField('bank-unknown', '/', '本行尚未登记或已停用，请先由工作专班登记。')
  const { bankId, name } = recommender
  if (state.status !== 'unknown' && !serves(recommender, narrowest(placed(state))))
    return refuseField('bank-not-serving', '/uscc', '该主体不在本行登记的服务区划之内，不能由本行推荐。')
  return submitApplication(state, {
    ...command,
    form: { ...form, channel: 'bank', intendedBankIds: intendedWith(form.intendedBankIds, bankId) },
    recommendedBy: { bankId, name },
  })
}
