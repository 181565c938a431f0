import type { EventData } from '#shared/contracts/events.ts'
import type { Settlement, Warning } from '../../domain/warning.ts'

/** A warning before it is placed: where it is comes from the event. */
type Warned = Omit<Warning, 'uscc' | 'applicationId' | 'regionCode' | 'townshipCode' | 'place'>

export type Word = { readonly warned: Warned } | { readonly settled: Settlement }

export type WatchedEvent =
  | 'clock-warned.v1'
  | 'referral-unaccepted.v1'
  | 'exposure-warned.v1'
  | 'loan-misused.v1'
  | 'referral-accepted.v1'
  | 'credit-decided.v1'
  | 'recall-acknowledged.v1'
  | 'application-removed.v1'

type Words = { readonly [N in WatchedEvent]: (data: EventData<N>) => Word }

const at = ({ referralId, bankId }: { readonly referralId: string; readonly bankId: string }) => ({
  referralId,
  bankId,
})

/** What each event means to those who watch (E7, D4, E6), one line an event. */
export const words: Words = {
  'clock-warned.v1': ({ clock, level, dueOn, warnedOn, ...referral }) => {
    const kind = `${clock}-clock` as const
    return {
      warned: { ...at(referral), warningId: `${kind}.${referral.referralId}`, kind, level, dueOn, warnedOn },
    }
  },
  'referral-unaccepted.v1': ({ noticedOn, ...referral }) => ({
    warned: {
      ...at(referral),
      warningId: `unaccepted.${referral.referralId}`,
      kind: 'unaccepted',
      warnedOn: noticedOn,
    },
  }),
  'exposure-warned.v1': ({ applicationId, demandFen, grantedFen, banks, warnedOn }) => ({
    warned: {
      warningId: `exposure.${applicationId}`,
      kind: 'exposure',
      demandFen,
      grantedFen,
      banks,
      warnedOn,
    },
  }),
  'loan-misused.v1': ({ kind: misuse, reportedOn, ...referral }) => ({
    warned: {
      ...at(referral),
      warningId: `${misuse}.${referral.referralId}`,
      kind: 'misuse',
      misuse,
      warnedOn: reportedOn,
    },
  }),
  'referral-accepted.v1': ({ referralId }) => ({ settled: { by: 'accepted', referralId } }),
  'credit-decided.v1': ({ referralId }) => ({ settled: { by: 'decided', referralId } }),
  'recall-acknowledged.v1': ({ referralId }) => ({ settled: { by: 'recalled', referralId } }),
  'application-removed.v1': () => ({ settled: { by: 'removed' } }),
}
