import { shanghaiDay } from '#shared/domain/days.ts'
import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import type { Slip, SlipEvent, SlipFile } from '../../domain/slip.ts'
import { no } from '../../domain/slip-guards.ts'

export type SlipOpened = { readonly slipId: string; readonly dueOn: string; readonly dueRule: string }

/** F2: a difficulty becomes a slip for the departments; a promise to supply later names a day that is still to come. */
export const openSlip = (
  state: Slip,
  { file, at }: { readonly file: SlipFile; readonly at: string },
): Decision<SlipEvent, SlipOpened, RefusalCode> => {
  const { slipId, due, promise } = file
  const result = { slipId, dueOn: due.dueOn, dueRule: due.rule }
  if (state.status !== 'none') return unchanged(result)
  const today = shanghaiDay(at)
  if (promise && promise.supplyBy <= today)
    return no('validation-failed', '承诺补齐的日期须晚于今天。', {
      errors: [{ pointer: '/promise/supplyBy', code: 'in-past', detail: `须晚于今天（${today}）` }],
    })
  return accept([{ type: 'slip-opened', data: file }], result)
}
