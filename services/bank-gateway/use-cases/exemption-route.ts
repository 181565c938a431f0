import * as z from 'zod'
import type { PlainDay } from '#shared/domain/days.ts'
import type { Decision } from '#shared/domain/decision.ts'
import { answer, type Endpoint, endpoint } from '#shared/http/endpoint.ts'
import type { RouteDeclaration } from '#shared/service/declaration.ts'
import type { Deps } from '../deps.ts'
import { type ExemptionView, exemptionSchema } from '../domain/exemption.ts'
import type { ReferralEvent, State } from '../domain/referral.ts'
import type { RefusalCode } from '../domain/refusals.ts'
import { decideOnOwn } from './own-referral.ts'
import { params } from './referral-params.ts'

const result = z.object({ exemptions: z.array(exemptionSchema).describe('该笔的各次认定，按先后') })

/** One step on due diligence, answered with every finding as it then stands (E8). */
export const exemptionEndpoint = <B extends z.ZodType<object>>(
  route: RouteDeclaration,
  body: B,
  decide: (
    state: State,
    bankId: string | undefined,
    said: z.infer<B>,
    today: PlainDay,
  ) => Decision<ReferralEvent, readonly ExemptionView[], RefusalCode>,
): Endpoint<Deps> =>
  endpoint<Deps>()(route, {
    params,
    body,
    result,
    status: 201,
    run: async ({ params, body: said, ...asked }, deps) => {
      const decided = await decideOnOwn(params.referralId, asked, deps, (state, bankId, today) =>
        decide(state, bankId, said as z.infer<B>, today),
      )
      return decided.ok ? answer({ exemptions: decided.result }) : decided
    },
  })
