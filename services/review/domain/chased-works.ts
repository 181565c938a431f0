import { shanghaiDay } from '#shared/domain/days.ts'
import type { OpenedCase } from './case.ts'
import type { Chased } from './chase.ts'
import type { OpenedCoaching } from './coaching.ts'
import { dueOf, isAnswered, requestWorkId } from './fact-requests.ts'
import { recountDays } from './recount.ts'
import { roundNow } from './round.ts'
import { type OpenedSlip, pendingOf } from './slip.ts'
import { isPossible } from './stages.ts'

type Placed = { readonly regionCode: string; readonly townshipCode?: string | undefined }

const placeOf = ({ regionCode, townshipCode }: Placed) => ({
  regionCode,
  ...(townshipCode ? { townshipCode } : {}),
})

/** F1: a coaching is owed by its township until it is closed. */
export const coachingChased = (state: OpenedCoaching): Chased => {
  const { status, coachingId, applicationId, uscc, due, openedOn, regionCode, townshipCode } = state
  const place = placeOf(state)
  const work = {
    ...place,
    kind: 'coaching' as const,
    workId: coachingId,
    uscc,
    applicationId,
    responsible: townshipCode ? `township-${townshipCode}` : `task-force-${regionCode}`,
    dueOn: due.dueOn,
    begunOn: openedOn,
    ...recountDays(state),
  }
  return { place, works: status === 'open' ? [work] : [], warned: state.warned ?? [] }
}

/** F2, F3: a slip is owed by the departments that have not answered, and once raised by the level above. */
export const slipChased = (slip: OpenedSlip): Chased => {
  const { status, slipId, applicationId, uscc, due, openedOn, raises } = slip
  const last = raises.at(-1)
  const begunAt = last?.answer?.at ?? last?.at
  const place = placeOf(slip)
  const work = {
    ...place,
    kind: 'slip' as const,
    workId: slipId,
    ...(applicationId ? { applicationId } : {}),
    ...(uscc ? { uscc } : {}),
    responsible: status === 'raised' ? `mechanism-${last?.toRegion}` : pendingOf(slip).join('、'),
    dueOn: due.dueOn,
    begunOn: begunAt ? shanghaiDay(begunAt) : openedOn,
    ...recountDays(slip),
  }
  const isOwed = status === 'open' || status === 'raised'
  return { place, works: isOwed ? [work] : [], warned: slip.warned ?? [] }
}

/** C1: a request is owed by its department while the case still takes facts; an earlier round's is no longer asked for. */
export const caseChased = ({ status, file }: OpenedCase): Chased => {
  const { profile, factRequests, facts, warned } = file
  const { applicationId, uscc } = profile
  const place = placeOf(profile)
  const since = roundNow(file)?.begunOn ?? ''
  const owed = isPossible('fact-request', status)
    ? factRequests.filter(request => !isAnswered(request, facts) && shanghaiDay(request.at) >= since)
    : []
  return {
    place,
    works: owed.map(request => ({
      ...place,
      kind: 'fact-request' as const,
      workId: requestWorkId(applicationId, request),
      uscc,
      applicationId,
      responsible: request.department,
      dueOn: request.dueOn,
      begunOn: shanghaiDay(request.at),
      ...recountDays({ ...request, due: dueOf(request) }),
    })),
    warned: warned ?? [],
  }
}
