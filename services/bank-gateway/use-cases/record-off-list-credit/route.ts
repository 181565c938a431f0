import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { answerOf, endpoint, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { bankOf } from '../../domain/bank.ts'
import { offListCredit, offListIdOf } from '../../domain/off-list-credit.ts'
import { openLedgerOf } from '../../domain/views.ts'
import { service } from '../../service.ts'
import { offListRowSchema } from '../list-off-list-credits/query.ts'
import { offListBodySchema } from './body.ts'
import { recordOffListCredit } from './decide.ts'

const heldReferralIdOf = async ({ table }: Deps, bankId: string, uscc: string) => {
  const skPrefix = `${normaliseUscc(uscc)}#`
  const page = await table.list({ pk: openLedgerOf(bankId), skPrefix, limit: 1, newestFirst: true })
  const id = page === 'bad-cursor' ? undefined : page.items[0]?.referralId
  return id === undefined ? undefined : String(id)
}

/** The bank reports credit to an enterprise on neither list; lines of one reference run in their order (D7). */
export const recordOffListCredits = endpoint<Deps>()(service.routes.recordOffList, {
  body: offListBodySchema,
  bulk: { max: 500, orderBy: row => row.reference },
  result: offListRowSchema,
  run: async ({ body, caller, cause, now }, deps) => {
    const bankId = caller.bank ?? ''
    const bank = await bankOf(deps.table, bankId)
    if (!bank)
      return refused({
        code: 'bank-unknown',
        detail: '本行尚未在银行名录登记，请先由工作专班登记后再填报清单外授信。',
      })
    const heldReferralId = await heldReferralIdOf(deps, bankId, body.uscc)
    const execution = await execute(deps.table, offListCredit, {
      id: offListIdOf(bankId, body.reference),
      cause,
      actor: caller,
      now,
      decide: state =>
        recordOffListCredit(state, body, {
          bankId,
          institutionId: bank.institutionId,
          province: deps.province,
          today: shanghaiDay(now),
          heldReferralId,
        }),
    })
    return answerOf(execution, ({ creditId }) => creditId)
  },
})
