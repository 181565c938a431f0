import { execute } from '#shared/commits/execute.ts'
import type { EventData } from '#shared/contracts/events.ts'
import { type Fate, fateOf, type Received } from '#shared/queue/inbox.ts'
import type { Deps } from '../../deps.ts'
import { planAggregate } from '../../domain/plan.ts'
import { decideStopPlan, type StopPlan } from './decide.ts'

type Stopping = 'application-removed.v1' | 'application-withdrawn.v1'

const withdrawalDetails: Record<EventData<'application-withdrawn.v1'>['reason'], string> = {
  'by-enterprise': '企业已撤回申报。',
  'consent-withdrawn': '企业已撤回授权，请停止使用其信息。',
  'consent-expired': '企业授权已到期，请停止使用其信息。',
}

const removalDetails: Record<EventData<'application-removed.v1'>['reason'], string> = {
  'false-material': '申报材料不实，已移出推荐清单。',
  misuse: '贷款用途不符，已移出推荐清单。',
  other: '已移出推荐清单。',
}

const stop = async (
  { data, cause, actor }: Received<Stopping>,
  { table, clock }: Deps,
  command: StopPlan,
): Promise<Fate> =>
  fateOf(
    await execute(table, planAggregate, {
      id: data.applicationId,
      cause,
      actor,
      now: clock(),
      decide: state => decideStopPlan(state, command),
    }),
  )

/** C7: banks learn the kind of reason; what was found about the enterprise stays with the task force. */
export const onApplicationRemoved = async (
  received: Received<'application-removed.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { reason, removedOn } = received.data
  return await stop(received, deps, {
    reason: 'removed',
    detail: removalDetails[reason],
    stoppedOn: removedOn,
  })
}

export const onApplicationWithdrawn = async (
  received: Received<'application-withdrawn.v1'>,
  deps: Deps,
): Promise<Fate> => {
  const { reason, withdrawnOn } = received.data
  return await stop(received, deps, {
    reason: 'withdrawn',
    detail: withdrawalDetails[reason],
    stoppedOn: withdrawnOn,
  })
}
