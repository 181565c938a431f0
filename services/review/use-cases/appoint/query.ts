import * as z from 'zod'
import { daySchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answer, endpoint, notFound } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { service } from '../../service.ts'
import { organisationParams } from '../read-organisations/shapes.ts'
import { visibleTo } from '../read-organisations/visible.ts'
import { appointmentOf, appointmentRow } from './shapes.ts'

/** Answers who is in office on a day, or every term that ever was (A1, H4). */
export const listAppointments = endpoint<Deps>()(service.routes.listAppointments, {
  params: organisationParams,
  query: z.strictObject({
    on: daySchema.optional().describe('只列该日在任的；不填列出全部任期，含已结束与将来的'),
  }),
  result: z.object({ items: z.array(appointmentRow).readonly().describe('任职，依登记次序') }),
  run: async ({ params: { organisationId }, query: { on }, caller, now }, { table }) => {
    const found = await visibleTo(table, caller, organisationId)
    if (!found) return notFound('该单位')
    const items = found.appointments.map(term => appointmentOf(term, on ?? shanghaiDay(now)))
    return answer({ items: on === undefined ? items : items.filter(({ inOffice }) => inOffice) })
  },
})
