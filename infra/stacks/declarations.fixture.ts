import type { RouteDeclaration, ServiceDeclaration } from '#shared/service/declaration.ts'

const read = { method: 'GET', permission: 'cases:read', title: '查询' } as const
const none = { routes: {}, schedules: {}, keys: {}, bankQueues: false, assets: {} } as const
const open: RouteDeclaration = {
  method: 'GET',
  path: '/openapi.json',
  permission: 'public',
  title: '接口文档',
}

/** Five small declarations that fit together: every event has its publisher and its reader. */
export const fixtures: readonly ServiceDeclaration[] = [
  {
    ...none,
    name: 'intake',
    title: '走访与申报',
    purpose: 'Visits.',
    publishes: [
      'entity-listed.v1',
      'entity-visited.v1',
      'application-declared.v1',
      'application-screened-out.v1',
    ],
    consumes: {
      'application-returned.v1': 'why',
      'application-refused.v1': 'why',
      'application-concluded.v1': 'why',
    },
    routes: {
      submit: {
        method: 'POST',
        path: '/intake/v1/applications',
        permission: 'applications:submit',
        title: '申报',
      },
      get: { ...read, path: '/intake/v1/applications/{applicationId}' },
    },
    schedules: { 'run-imports': { everyMinutes: 1, why: '每分钟继续文件导入' } },
    keys: { fields: ['seal'] },
  },
  {
    ...none,
    name: 'review',
    title: '审核',
    purpose: 'Review.',
    publishes: [
      'application-returned.v1',
      'application-refused.v1',
      'recommendation-list-signed.v1',
      'application-recommended.v1',
    ],
    consumes: { 'application-declared.v1': 'why', 'recommendation-list-signed.v1': 'why' },
    routes: { get: { ...read, path: '/review/v1/cases/{applicationId}' } },
    keys: { 'sign-off': ['sign'] },
  },
  {
    ...none,
    name: 'matching',
    title: '匹配',
    purpose: 'Matching.',
    publishes: [
      'bank-registered.v1',
      'batch-planned.v1',
      'referral-dispatched.v1',
      'application-concluded.v1',
    ],
    consumes: { 'application-recommended.v1': 'why', 'batch-planned.v1': 'why', 'credit-decided.v1': 'why' },
    routes: { get: { ...read, path: '/matching/v1/batches/{batchId}' } },
    schedules: { 'run-batches': { everyMinutes: 60, why: '每小时推送到期批次' } },
  },
  {
    ...none,
    name: 'bank-gateway',
    title: '银行端',
    purpose: 'Banks.',
    publishes: [
      'referral-offered.v1',
      'referral-accepted.v1',
      'enterprise-contacted.v1',
      'materials-completed.v1',
      'credit-decided.v1',
      'loan-drawn.v1',
    ],
    consumes: { 'bank-registered.v1': 'why', 'referral-dispatched.v1': 'why' },
    routes: { get: { ...read, path: '/bank/v1/referrals/{referralId}', permission: 'referrals:read' } },
    schedules: { sweep: { everyMinutes: 1, why: '每分钟检查时限' } },
    keys: { fields: ['seal', 'open'], webhook: ['sign'] },
    bankQueues: true,
    deliveries: true,
  },
  {
    ...none,
    name: 'reporting',
    title: '统计',
    purpose: 'Reports.',
    publishes: [],
    consumes: {
      'entity-listed.v1': 'why',
      'entity-visited.v1': 'why',
      'application-declared.v1': 'why',
      'application-screened-out.v1': 'why',
      'referral-accepted.v1': 'why',
      'enterprise-contacted.v1': 'why',
      'materials-completed.v1': 'why',
      'loan-drawn.v1': 'why',
    },
    routes: { open, funnel: { ...read, path: '/reports/v1/funnel', permission: 'funnel:read' } },
  },
]
