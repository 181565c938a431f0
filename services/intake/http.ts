import { cancelVisitPlan } from './use-cases/cancel-visit-plan/route.ts'
import { checkMaterial } from './use-cases/check-material/route.ts'
import { correctApplication } from './use-cases/correct-application/route.ts'
import { getApplication } from './use-cases/get-application/query.ts'
import { getEntity } from './use-cases/get-entity/query.ts'
import { giveConsent } from './use-cases/give-consent/route.ts'
import { getImport } from './use-cases/import-file/query.ts'
import { requestImport } from './use-cases/import-file/request-route.ts'
import { startImport } from './use-cases/import-file/start-route.ts'
import { importTarget } from './use-cases/import-target/route.ts'
import { listAccesses } from './use-cases/list-accesses/query.ts'
import { listDeclared } from './use-cases/list-declared/query.ts'
import { listLeftOuts } from './use-cases/list-left-outs/query.ts'
import { listRecommendations } from './use-cases/list-recommendations/query.ts'
import { listRenewals } from './use-cases/list-renewals/query.ts'
import { listVisitPlans } from './use-cases/list-visit-plans/query.ts'
import { planVisit } from './use-cases/plan-visit/route.ts'
import { recommendEnterprise } from './use-cases/recommend-enterprise/route.ts'
import { recordVisit } from './use-cases/record-visit/route.ts'
import { reportLeftOut } from './use-cases/report-left-out/route.ts'
import { settleLeftOut } from './use-cases/settle-left-out/route.ts'
import { submitApplication } from './use-cases/submit-application/route.ts'
import { supplyRenewal } from './use-cases/supply-renewal/route.ts'
import { visitCoverage } from './use-cases/visit-coverage/query.ts'
import { withdrawApplication } from './use-cases/withdraw-application/route.ts'
import { withdrawConsent } from './use-cases/withdraw-consent/route.ts'

export const endpoints = [
  importTarget,
  requestImport,
  startImport,
  getImport,
  planVisit,
  cancelVisitPlan,
  listVisitPlans,
  visitCoverage,
  recordVisit,
  reportLeftOut,
  listLeftOuts,
  settleLeftOut,
  supplyRenewal,
  listRenewals,
  submitApplication,
  recommendEnterprise,
  listRecommendations,
  checkMaterial,
  correctApplication,
  withdrawApplication,
  giveConsent,
  withdrawConsent,
  getApplication,
  listDeclared,
  getEntity,
  listAccesses,
]
