import { execute } from '#shared/commits/execute.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { findIndustry } from '#shared/domain/industry.ts'
import { maskName, maskPhone } from '#shared/domain/mask.ts'
import { normaliseUscc } from '#shared/domain/uscc.ts'
import { type Answer, answerOf, endpoint, type Request, refused } from '#shared/http/endpoint.ts'
import type { Deps } from '../../deps.ts'
import { readCode } from '../../domain/code.ts'
import { entityDefinition } from '../../domain/entity.ts'
import { beyond } from '../../domain/guard.ts'
import { locate } from '../../domain/place.ts'
import { nationalScope } from '../../domain/policy.ts'
import { refuseField } from '../../domain/refusals.ts'
import type { Contact } from '../../domain/registry.ts'
import { service } from '../../service.ts'
import { type ScopeIn, scopeOn } from '../note-policy/scope-on.ts'
import { type ImportResult, importResultSchema, type Target, targetSchema } from './body.ts'
import { importTarget as decide } from './decide.ts'

/** Both personal fields under one seal, bound to the entity; only masked forms stay readable (H3). */
const sealContact = async (
  target: Target,
  uscc: string,
  { sealer }: Pick<Deps, 'sealer'>,
): Promise<Contact> => {
  const { legalRepresentative = '', phone = '' } = target
  return {
    sealed: await sealer.seal(JSON.stringify({ legalRepresentative, phone }), uscc),
    maskedLegalRepresentative: maskName(legalRepresentative),
    maskedPhone: maskPhone(phone),
  }
}

type TargetRow = Pick<Request<unknown, unknown, Target>, 'body' | 'caller' | 'cause' | 'now'>

/** Takes one row, whether it came by itself, in bulk or from a file. */
export const takeTarget = async (
  { body, caller, cause, now }: TargetRow,
  deps: Pick<Deps, 'table' | 'sealer'>,
  scopeIn: ScopeIn = async () => nationalScope,
  expectNew = false,
): Promise<Answer<ImportResult>> => {
  const code = readCode(body.uscc, '/uscc')
  if (!code.ok) return code
  const located = locate(body.regionCode, body.townshipCode)
  if (!located.ok) return located
  const elsewhere = beyond(caller, located.place)
  if (elsewhere) return refused(elsewhere.refusal)
  const industry = findIndustry(body.industryCode)
  if (!industry)
    return refused(
      refuseField('industry-unknown', '/industryCode', 'GB/T 4754-2017 中没有此行业代码，请核对。').refusal,
    )

  const { uscc, codeCheck } = code
  const { source, name, entityKind, staff, revenueFen, assetsFen, registrationStatus } = body
  const on = shanghaiDay(now)
  const report = {
    source,
    on,
    values: {
      name,
      entityKind,
      industryCode: industry.code,
      ...(staff === undefined ? {} : { staff }),
      ...(revenueFen === undefined ? {} : { revenueFen }),
      ...(assetsFen === undefined ? {} : { assetsFen }),
      ...located.place,
      registrationStatus,
    },
    contact: await sealContact(body, uscc, deps),
  }
  const scope = await scopeIn(located.place.regionCode, on)
  const execution = await execute(deps.table, entityDefinition, {
    id: uscc,
    cause,
    actor: caller,
    now,
    expectNew,
    decide: state => decide(state, { uscc, codeCheck, report, caller, scope }),
  })
  return answerOf(execution, result => result.uscc)
}

export const importTarget = endpoint<Deps>()(service.routes.importTargets, {
  body: targetSchema,
  bulk: { max: 500, orderBy: target => normaliseUscc(target.uscc) },
  result: importResultSchema,
  run: async (row, deps) => await takeTarget(row, deps, (region, on) => scopeOn(deps, region, on)),
})
