import * as z from 'zod'
import { closedList } from '#shared/contracts/vocabulary.ts'
import { officeLabels } from '../../domain/offices.ts'
import { type Appointment, runsOn } from '../../domain/organisation.ts'
import { personResult } from '../../domain/schemas.ts'

export const officeSchema = closedList('职务', officeLabels)

export const appointmentRow = z.object({
  appointmentId: z.string().describe('任职编号'),
  sub: z.string().describe('人员标识，在本单位内唯一'),
  name: z.string().optional().describe('姓名，登记时未填则无'),
  office: officeSchema,
  officeLabel: z.string().describe('职务名称'),
  from: z.string().describe('任期首日'),
  to: z.string().optional().describe('原定任期最后一日；未定时无此项'),
  by: personResult.describe('登记人'),
  at: z.string().describe('登记时间，ISO 8601，UTC'),
  ended: z
    .object({
      lastDay: z.string().describe('实际最后一日；早于首日表示未到任'),
      reason: z.string().describe('结束的事由'),
      by: personResult.describe('登记人'),
      at: z.string().describe('登记时间，UTC'),
    })
    .optional()
    .describe('任期结束的登记'),
  inOffice: z.boolean().describe('在所问之日（缺省今天）是否在任'),
})

export const appointmentOf = (term: Appointment, on: string) => ({
  ...term,
  officeLabel: officeLabels[term.office],
  inOffice: runsOn(term, on),
})
