import type { EventData } from '#shared/contracts/events.ts'
import type { Settlement, Warning } from '../../domain/warning.ts'

/** A warning before it is placed and ordered: both come from the event. Its own region, when the event names several. */
type Warned = Omit<
  Warning,
  'uscc' | 'applicationId' | 'regionCode' | 'townshipCode' | 'place' | 'sequence'
> & { readonly regionCode?: string }

/** `watch`: the application, the work or the interface that is watched. */
export type Word = { readonly watch: string } & (
  | { readonly warned: readonly Warned[] }
  | { readonly settled: Settlement }
)

export type WatchedEvent =
  | 'clock-warned.v1'
  | 'referral-unaccepted.v1'
  | 'exposure-warned.v1'
  | 'exposure-eased.v1'
  | 'loan-misused.v1'
  | 'referral-accepted.v1'
  | 'credit-decided.v1'
  | 'referral-recalled.v1'
  | 'recall-acknowledged.v1'
  | 'application-removed.v1'
  | 'work-warned.v1'
  | 'work-settled.v1'
  | 'webhook-disabled.v1'
  | 'webhook-enabled.v1'

type Words = { readonly [N in WatchedEvent]: (data: EventData<N>, sequence: number) => Word }

const at = ({ referralId, bankId }: { readonly referralId: string; readonly bankId: string }) => ({
  referralId,
  bankId,
})

const workWatch = ({ kind, workId }: Pick<EventData<'work-settled.v1'>, 'kind' | 'workId'>): string =>
  `work:${kind}:${workId}`
const webhookWatch = ({ bankId }: { readonly bankId: string }): string => `webhook:${bankId}`

/** What each event means to those who watch (E7, D4, C7, E6, F1, F2, C1, E3), one line an event. */
export const words: Words = {
  'clock-warned.v1': ({ applicationId, clock, level, dueOn, warnedOn, ...referral }) => {
    const kind = `${clock}-clock` as const
    const warningId = `${kind}.${referral.referralId}`
    return {
      watch: applicationId,
      warned: [{ ...at(referral), warningId, kind, level, dueOn, warnedOn }],
    }
  },
  'referral-unaccepted.v1': ({ applicationId, noticedOn, ...referral }) => {
    const warningId = `unaccepted.${referral.referralId}`
    return {
      watch: applicationId,
      warned: [{ ...at(referral), warningId, kind: 'unaccepted', warnedOn: noticedOn }],
    }
  },
  'exposure-warned.v1': ({ applicationId, demandFen, grantedFen, banks, warnedOn, ...more }) => {
    const { over = ['demand'], entityFen, limitFen } = more
    const ceiling = entityFen === undefined || limitFen === undefined ? {} : { entityFen, limitFen }
    const amounts = { demandFen, grantedFen, banks, over, ...ceiling }
    return {
      watch: applicationId,
      warned: [{ warningId: `exposure.${applicationId}`, kind: 'exposure', ...amounts, warnedOn }],
    }
  },
  'exposure-eased.v1': ({ applicationId }, sequence) => ({
    watch: applicationId,
    settled: { by: 'eased', sequence },
  }),
  'loan-misused.v1': ({ applicationId, kind: misuse, reportedOn, ...referral }) => {
    const warningId = `${misuse}.${referral.referralId}`
    return {
      watch: applicationId,
      warned: [{ ...at(referral), warningId, kind: 'misuse', misuse, warnedOn: reportedOn }],
    }
  },
  'work-warned.v1': work => {
    const { kind, workId, responsible, level, dueOn, warnedOn } = work
    const warningId = `${kind}.${workId}`
    return {
      watch: workWatch(work),
      warned: [{ warningId, kind, workId, responsible, level, dueOn, warnedOn }],
    }
  },
  'work-settled.v1': (work, sequence) => ({ watch: workWatch(work), settled: { by: 'done', sequence } }),
  'webhook-disabled.v1': ({ bankId, regionCodes, disabledOn }) => ({
    watch: webhookWatch({ bankId }),
    warned: regionCodes.map(regionCode => ({
      warningId: `webhook.${bankId}.${regionCode}`,
      kind: 'webhook',
      bankId,
      regionCode,
      warnedOn: disabledOn,
    })),
  }),
  'webhook-enabled.v1': ({ bankId }, sequence) => ({
    watch: webhookWatch({ bankId }),
    settled: { by: 'enabled', sequence },
  }),
  'referral-accepted.v1': ({ applicationId, referralId }) => ({
    watch: applicationId,
    settled: { by: 'accepted', referralId },
  }),
  'credit-decided.v1': ({ applicationId, referralId }) => ({
    watch: applicationId,
    settled: { by: 'decided', referralId },
  }),
  // A bank that is to stop owes nothing but its acknowledgement; one called back for its silence, also that.
  'referral-recalled.v1': ({ applicationId, referralId, reason }) => ({
    watch: applicationId,
    ...(reason === 'unaccepted' ? { warned: [] } : { settled: { by: 'called-back', referralId } }),
  }),
  'recall-acknowledged.v1': ({ applicationId, referralId }) => ({
    watch: applicationId,
    settled: { by: 'recalled', referralId },
  }),
  'application-removed.v1': ({ applicationId }) => ({ watch: applicationId, settled: { by: 'removed' } }),
}
