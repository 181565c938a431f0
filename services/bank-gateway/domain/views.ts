import * as z from 'zod'
import type { View } from '#shared/commits/table.ts'
import { amountFenSchema, daySchema, regionCodeSchema, usccSchema } from '#shared/contracts/vocabulary.ts'
import { dueListing, provisionalListing } from './due.ts'
import { drawnFenOf, type Referral, type State } from './referral.ts'
import { type Status, statuses } from './transitions.ts'

/** One line of the bank's ledger 台账 (E3); without personal data (H3). */
export const ledgerRowSchema = z.object({
  referralId: z.string().describe('推送编号'),
  applicationId: z.string().describe('申请编号'),
  uscc: usccSchema,
  name: z.string().describe('企业名称'),
  regionCode: regionCodeSchema,
  status: z.enum(statuses).describe('推送状态'),
  askedFen: amountFenSchema,
  dispatchedOn: daySchema,
  decisionDueOn: daySchema.optional(),
  lineFen: amountFenSchema.optional(),
  drawnFen: z.int().min(0).describe('累计放款，单位：分'),
})

/** What ended at the bank is no more in its open ledger, and leaves the enterprise free to be credited off the list (D7). */
const ended: readonly Status[] = ['refused', 'given-up', 'declined', 'withdrawn', 'repaid', 'recalled']

/** The bank's referrals that are not ended, by enterprise; a sort key begins with the enterprise's code. */
export const openLedgerOf = (bankId: string): string => `open#${bankId}`

/** The bank's referrals on which something happened or was told in a month (E3). */
export const movedLedgerOf = (bankId: string, month: string): string => `moved#${bankId}#${month}`

const monthsOf = ({ offeredOn, history }: Referral): readonly string[] => [
  ...new Set(
    [offeredOn, ...history.flatMap(({ occurredOn, fedBackOn }) => [occurredOn, fedBackOn])].map(day =>
      day.slice(0, 7),
    ),
  ),
]

/** A list of its own for every status, so that a cursor never leaves its list. */
export const ledgerOf = (bankId: string, status?: Status): string =>
  status === undefined ? `bank#${bankId}` : `bank#${bankId}#${status}`

export const viewsOf = (state: State, id: string): readonly View[] => {
  if (state.status === 'unknown') return []
  const { bankId, applicationId, uscc, name, regionCode, demand, dispatchedOn } = state.referral
  const data: z.infer<typeof ledgerRowSchema> = {
    referralId: id,
    applicationId,
    uscc,
    name,
    regionCode,
    status: state.status,
    askedFen: demand.amountFen,
    dispatchedOn,
    ...('decisionDue' in state && state.decisionDue ? { decisionDueOn: state.decisionDue.dueOn } : {}),
    ...('grant' in state ? { lineFen: state.grant.lineFen } : {}),
    drawnFen: drawnFenOf(state),
  }
  const sk = `${dispatchedOn}#${id}`
  const due = dueListing(state, id)
  const provisional = provisionalListing(state, id)
  return [
    {
      name: 'due',
      ...(due ? { list: { pk: due.pk, sk: due.sk } } : {}),
      data: { referralId: id, ...(due ? { at: due.at } : {}) },
    },
    // Before the material is complete there is nothing to take off this list.
    ...('completedOn' in state
      ? [{ name: 'provisional', ...(provisional ? { list: provisional } : {}), data: { referralId: id } }]
      : []),
    {
      name: 'open',
      ...(ended.includes(state.status) ? {} : { list: { pk: openLedgerOf(bankId), sk: `${uscc}#${sk}` } }),
      data: { referralId: id, dispatchedOn },
    },
    ...monthsOf(state).map(month => ({
      name: `moved-${month}`,
      list: { pk: movedLedgerOf(bankId, month), sk },
      data: { referralId: id, dispatchedOn },
    })),
    { name: 'ledger', list: { pk: ledgerOf(bankId), sk }, data },
    { name: 'ledger-by-status', list: { pk: ledgerOf(bankId, state.status), sk }, data },
  ]
}
