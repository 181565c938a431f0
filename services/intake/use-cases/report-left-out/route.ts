import * as z from 'zod'
import { execute, load } from '#shared/commits/execute.ts'
import { regionCodeSchema } from '#shared/contracts/vocabulary.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { answerOf, endpoint } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { codeField, textField } from '../../domain/fields.ts'
import { leftOuts } from '../../domain/left-out.ts'
import { locate } from '../../domain/place.ts'
import { service } from '../../service.ts'
import { reportLeftOut as decide } from './decide.ts'

export const reportLeftOut = endpoint<Deps>()(service.routes.reportLeftOut, {
  body: z.strictObject({
    uscc: codeField,
    ground: textField('反映的理由', 4, 500),
    regionCode: regionCodeSchema.optional().describe('所在区划代码；主体不在名录中时必填'),
    name: textField('主体名称', 2, 120).optional(),
  }),
  result: z.object({
    leftOutId: z.string().describe('应进未进反映编号'),
    voices: z.int().describe('同一事项已有几次反映'),
  }),
  status: 201,
  run: async ({ body: { uscc: raw, ground, regionCode, name }, caller, cause, now }, { table }) => {
    const code = readCode(raw, '/uscc')
    if (!code.ok) return code
    const located = regionCode === undefined ? undefined : locate(regionCode, undefined)
    if (located && !located.ok) return located
    const { uscc } = code
    const { state: entity } = await load(table, entityDefinition, uscc)
    const voice = { by: caller.role, ground, on: shanghaiDay(now) }
    const said = { ...(located ? { place: located.place } : {}), ...(name ? { name } : {}) }
    const execution = await execute(table, leftOuts, {
      id: uscc,
      cause,
      actor: caller,
      now,
      decide: state => decide(state, { uscc, voice, entity, ...said, caller }),
    })
    return answerOf(execution)
  },
})
