import type { Policy } from '#shared/domain/policy.ts'
import type { Placement } from '../../domain/batch.ts'
import type { Choice } from '../../domain/choice.ts'

/** One way of choosing, as it is shown beside another. */
export type Outcome = {
  readonly policy: Policy
  readonly method: Choice['method']
  readonly objective: Choice['objective']
  readonly placements: readonly Placement[]
}

export const summaryOf = ({ policy, method, objective, placements }: Outcome) => ({
  policy,
  method,
  objective,
  applications: placements.filter(({ pushes }) => pushes.length > 0).length,
  referrals: placements.reduce((sum, { pushes }) => sum + pushes.length, 0),
  unplaced: placements.flatMap(({ applicationId, name, why }) =>
    why === undefined ? [] : [{ applicationId, name, why }],
  ),
})

const banksOf = (placement: Placement | undefined): readonly string[] =>
  (placement?.pushes ?? []).map(({ bankId }) => bankId)

/** The applications that would go elsewhere, bank by bank. */
export const differences = (base: Outcome, trial: Outcome) => {
  const tried = new Map(trial.placements.map(each => [each.applicationId, each]))
  return base.placements.flatMap(placement => {
    const [before, after] = [banksOf(placement), banksOf(tried.get(placement.applicationId))]
    const same = before.length === after.length && before.every(bankId => after.includes(bankId))
    const { applicationId, name } = placement
    return same ? [] : [{ applicationId, name, base: before, trial: after }]
  })
}
