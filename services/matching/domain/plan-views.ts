import * as z from 'zod'
import type { View } from '#shared/commits/table.ts'
import { sectorTagSchema } from '#shared/contracts/vocabulary.ts'
import { nation } from '#shared/domain/regions.ts'
import { entityFen, grantedFen, grantingBanks, offListFen, overOf, termsOf } from './exposure.ts'
import { isKnown, type KnownPlan, type PlanState } from './plan.ts'
import { upwardFrom } from './region-tree.ts'

export const waitingList = (county: string): string => `waiting#${county}`
export const exposureList = (region: string): string => `exposures#${region}`
export const recallList = (region: string): string => `recalls#${region}`

/** An entity's applications over time, by 统一社会信用代码 (D4). */
export const entityExposureList = (uscc: string): string => `exposures-of#${uscc}`

/** Rows over the threshold stand first. */
export const overFirst = '0#'

/** What the order of a batch rests on; the plan itself is read before it is pushed. */
export const waitingRowSchema = z.object({
  applicationId: z.string(),
  industryCode: z.string().default(''),
  keyChain: z.string().optional(),
  sectorTags: z.array(sectorTagSchema).optional(),
})

/** Key chains first (C5), then who declared first. */
const waitingView = (plan: KnownPlan): View => {
  const { applicationId, regionCode, keyChain, declaredOn, sectorTags, industryCode } = plan.application
  const sk = `${keyChain === undefined ? 1 : 0}#${declaredOn}#${applicationId}`
  return {
    name: 'waiting',
    ...(plan.status === 'waiting' ? { list: { pk: waitingList(regionCode), sk } } : {}),
    data: {
      applicationId,
      industryCode,
      ...(keyChain === undefined ? {} : { keyChain }),
      ...(sectorTags === undefined ? {} : { sectorTags }),
    },
  }
}

const overseers = ({ application }: KnownPlan): readonly string[] =>
  upwardFrom(application.regionCode).filter(code => code !== nation)

/** Once granted or told of a credit off the lists, always a row; it stands on the lists as long as a line is out. */
const exposureViews = (plan: KnownPlan): readonly View[] => {
  const neverGranted = plan.referrals.every(({ decision }) => decision?.lineFen === undefined)
  if (neverGranted && plan.offList === undefined) return []
  const granted = grantedFen(plan)
  const { applicationId, uscc, name, regionCode, demand } = plan.application
  const { exposureWarningBp, exposureLimitFen } = termsOf(plan)
  const overWhat = overOf(plan)
  const over = overWhat.length > 0
  const data = {
    applicationId,
    uscc,
    name,
    regionCode,
    demandFen: demand.amountFen,
    grantedFen: granted,
    offListFen: offListFen(plan),
    banks: grantingBanks(plan),
    warningBp: exposureWarningBp,
    entityFen: entityFen(plan),
    ...(exposureLimitFen === undefined ? {} : { limitFen: exposureLimitFen }),
    over,
    overWhat,
  }
  const row = (view: string, pk: string, sk: string): View => ({
    name: view,
    ...(granted === 0 ? {} : { list: { pk, sk } }),
    data,
  })
  return [
    ...overseers(plan).map(code =>
      row(`exposure-${code}`, exposureList(code), `${over ? overFirst : '1#'}${applicationId}`),
    ),
    row('exposure-of-entity', entityExposureList(uscc), applicationId),
  ]
}

/** C7: a recall stands on the list until the bank says that it has seen it. */
const recallViews = (plan: KnownPlan): readonly View[] =>
  plan.referrals.flatMap(({ referralId, bankId, bankName, recall }) =>
    recall
      ? overseers(plan).map(code => ({
          name: `recall-${code}-${referralId}`,
          ...(recall.acknowledgedOn
            ? {}
            : { list: { pk: recallList(code), sk: `${recall.recalledOn}#${referralId}` } }),
          data: {
            referralId,
            applicationId: plan.application.applicationId,
            name: plan.application.name,
            regionCode: plan.application.regionCode,
            bankId,
            bankName,
            reason: recall.reason,
            detail: recall.detail,
            recalledOn: recall.recalledOn,
          },
        }))
      : [],
  )

export const planViews = (state: PlanState): readonly View[] =>
  isKnown(state) ? [waitingView(state), ...exposureViews(state), ...recallViews(state)] : []
