import type { ServiceDeclaration } from '#shared/service/declaration.ts'

export const service = {
  name: 'intake',
  title: '走访与申报',
  purpose:
    'Keeps the visit target list, records visits and takes declarations: every entity once, every application screened by the five criteria.',
  publishes: [
    'entity-listed.v1',
    'entity-visited.v1',
    'application-declared.v1',
    'application-screened-out.v1',
    'application-corrected.v1',
    'application-withdrawn.v1',
  ],
  consumes: {
    'bank-registered.v1':
      'Intended and lending banks of an application are checked against the banks there are (B6).',
    'application-returned.v1':
      'A returned application is no longer live; what is missing is shown, and the entity may declare again (B11, C2).',
    'application-refused.v1':
      'A refused application is no longer live; criterion, problem and advice are shown (B11, C6).',
    'application-concluded.v1':
      'Every bank has decided: the application is no longer live and the entity may declare again (B11).',
    'application-removed.v1':
      'An application taken off a recommended list is no longer live, with the reason shown (C7).',
    'coaching-closed.v1':
      'Repaired after a bank’s refusal, the same application is under way again and the entity is not free (B11, F1).',
    'application-recommended.v1':
      'The list a short way led to: only its conclusion frees the entity again (B11, F1).',
    'loan-renewed.v1':
      'A maturing loan on file is renewed, and its new maturity goes on file for the next time (B12).',
    'loan-repaid.v1':
      'A loan that came of a renewal and is repaid asks for no visit and no renewal any more (B12, E3).',
    'feedback-corrected.v1':
      'The loan that came of a renewal stands on file as its bank said last, and its visit comes at the right time (B12, E3).',
    'review-begun.v1': 'Once review has begun, an application can no longer be corrected (C2).',
    'policy-set.v1':
      'Which kinds and sizes of entity a region takes in is decided by its policy of the day (A1, B2).',
  },
  routes: {
    importTargets: {
      method: 'POST',
      path: '/intake/v1/target-lists',
      permission: 'target-lists:import',
      title: '导入走访目标企业名录（单条或批量）',
    },
    planVisit: {
      method: 'POST',
      path: '/intake/v1/visit-plans',
      permission: 'visit-plans:manage',
      title: '安排走访（单条或批量）',
    },
    cancelVisitPlan: {
      method: 'POST',
      path: '/intake/v1/visit-plans/{planId}/cancellation',
      permission: 'visit-plans:manage',
      title: '取消走访计划',
    },
    listVisitPlans: {
      method: 'GET',
      path: '/intake/v1/visit-plans',
      permission: 'visit-plans:manage',
      title: '查询走访计划',
    },
    visitCoverage: {
      method: 'GET',
      path: '/intake/v1/visit-coverage',
      permission: 'entities:read',
      title: '查询走访覆盖情况',
    },
    recordVisit: {
      method: 'POST',
      path: '/intake/v1/visits',
      permission: 'visits:record',
      title: '登记走访（单条或批量）',
    },
    reportLeftOut: {
      method: 'POST',
      path: '/intake/v1/left-outs',
      permission: 'left-out:report',
      title: '反映应进未进',
    },
    listLeftOuts: {
      method: 'GET',
      path: '/intake/v1/left-outs',
      permission: 'entities:read',
      title: '查询应进未进反映',
    },
    settleLeftOut: {
      method: 'POST',
      path: '/intake/v1/left-outs/{leftOutId}/finding',
      permission: 'left-out:settle',
      title: '登记应进未进核查结论',
    },
    supplyRenewal: {
      method: 'POST',
      path: '/intake/v1/renewals',
      permission: 'renewals:supply',
      title: '报送即将到期的贷款（单条或批量）',
    },
    listRenewals: {
      method: 'GET',
      path: '/intake/v1/renewals',
      permission: 'entities:read',
      title: '查询即将到期的贷款及续贷进展',
    },
    submitApplication: {
      method: 'POST',
      path: '/intake/v1/applications',
      permission: 'applications:submit',
      title: '申报融资需求（单条或批量）',
    },
    recommendEnterprise: {
      method: 'POST',
      path: '/intake/v1/bank-recommendations',
      permission: 'applications:recommend',
      title: '银行推荐企业申报（单条或批量）',
    },
    listRecommendations: {
      method: 'GET',
      path: '/intake/v1/bank-recommendations',
      permission: 'applications:recommend',
      title: '查询本行推荐的企业及进展',
    },
    checkMaterial: {
      method: 'POST',
      path: '/intake/v1/applications/{applicationId}/material-check',
      permission: 'applications:check-material',
      title: '登记材料初审把关结论（审核开始前）',
    },
    correctApplication: {
      method: 'POST',
      path: '/intake/v1/applications/{applicationId}/correction',
      permission: 'applications:correct',
      title: '更正申报（审核开始前，整表重报）',
    },
    withdrawApplication: {
      method: 'POST',
      path: '/intake/v1/applications/{applicationId}/withdrawal',
      permission: 'applications:withdraw',
      title: '撤回申报',
    },
    giveConsent: {
      method: 'POST',
      path: '/intake/v1/entities/{code}/consents',
      permission: 'applications:submit',
      title: '登记企业同意',
    },
    withdrawConsent: {
      method: 'POST',
      path: '/intake/v1/entities/{code}/consents/withdrawals',
      permission: 'consents:withdraw',
      title: '登记企业撤回同意',
    },
    requestImport: {
      method: 'POST',
      path: '/intake/v1/imports',
      permission: 'target-lists:import',
      title: '登记名录文件导入，取得上传地址',
    },
    startImport: {
      method: 'POST',
      path: '/intake/v1/imports/{importId}/start',
      permission: 'target-lists:import',
      title: '文件上传后启动导入',
    },
    getImport: {
      method: 'GET',
      path: '/intake/v1/imports/{importId}',
      permission: 'target-lists:import',
      title: '查询导入进度与错误清单',
    },
    getApplication: {
      method: 'GET',
      path: '/intake/v1/applications/{applicationId}',
      permission: 'applications:read',
      title: '查询申报',
    },
    listDeclared: {
      method: 'GET',
      path: '/intake/v1/declared-list',
      permission: 'declared-list:read',
      title: '查询申报清单',
    },
    getEntity: {
      method: 'GET',
      path: '/intake/v1/entities/{code}',
      permission: 'entities:read',
      title: '查询经营主体',
    },
    listAccesses: {
      method: 'GET',
      path: '/intake/v1/entities/{code}/access-records',
      permission: 'access-records:read',
      title: '查询经营主体信息的查看记录（本服务）',
    },
  },
  schedules: {
    'find-left-outs': {
      everyMinutes: 1440,
      why: 'Reports who was visited, has a demand and meets the criteria, and still is on no list (B10).',
    },
    'plan-renewal-visits': {
      everyMinutes: 60,
      why: 'Plans a visit for every loan that matures within 60 days and that nobody takes care of; what one hour does not finish, the next does (B12).',
    },
    'end-expired-consents': {
      everyMinutes: 60,
      why: 'Ends a live application the day after the enterprise’s consent ran out (B5).',
    },
    'run-imports': {
      everyMinutes: 1,
      why: 'Takes the rows of started file imports; one that was cut off goes on at the row where it was (B1).',
    },
  },
  keys: { fields: ['seal'] },
  bankQueues: false,
  assets: {},
} as const satisfies ServiceDeclaration
