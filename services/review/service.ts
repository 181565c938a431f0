import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import { blockRoutes } from './block-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { recordRoutes } from './record-routes.ts'

export const service = {
  name: 'review',
  title: '审核与推荐',
  purpose:
    'Takes each declared application through facts, three levels of review and confirmation onto a recommended list that a convener signs.',
  publishes: [
    'application-returned.v1',
    'application-refused.v1',
    'recommendation-list-signed.v1',
    'application-recommended.v1',
    'review-begun.v1',
    'coaching-opened.v1',
    'coaching-closed.v1',
    'application-removed.v1',
    'work-warned.v1',
    'work-settled.v1',
  ],
  consumes: {
    'application-refused.v1': 'Opens coaching for an application that a level of review refused (C6, F1).',
    'credit-decided.v1': 'Opens coaching at the township for an application that a bank refused (E2, F1).',
    'coaching-closed.v1': 'Sends an application repaired after a bank’s refusal back the short way (F1).',
    'application-recommended.v1': 'Counts the coached enterprises that were recommended again (F1).',
    'application-declared.v1': 'Opens the case of the application at the first level of review (C2).',
    'application-corrected.v1':
      'Replaces the declared content while no act of review fell; later it is refused and recorded (B6).',
    'application-withdrawn.v1': 'Ends the case wherever it stands (B5).',
    'policy-set.v1': 'Gives the cases opened from then on their chain of review and their due days (C2).',
    'recommendation-list-signed.v1':
      'Makes each row of the signed list a recommended application, once, outside the convener’s request (C4).',
    'loan-misused.v1':
      'Puts a bank’s report of misuse or false material before the task force, which decides on removal (E6, C7).',
  },
  routes: {
    supplyFacts: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/facts',
      permission: 'facts:supply',
      title: '部门报送核查情况',
    },
    listCases: { method: 'GET', path: '/review/v1/cases', permission: 'cases:read', title: '审核事项列表' },
    readCase: {
      method: 'GET',
      path: '/review/v1/cases/{applicationId}',
      permission: 'cases:read',
      title: '审核事项详情',
    },
    reviewCase: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/reviews',
      permission: 'cases:review',
      title: '三级审核',
    },
    confirmCase: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/confirmation',
      permission: 'cases:confirm',
      title: '行业主管部门确认',
    },
    claimCase: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/claim',
      permission: 'cases:claim',
      title: '认领审核事项',
    },
    handOverCase: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/handover',
      permission: 'cases:claim',
      title: '移交审核事项',
    },
    requestFacts: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/fact-requests',
      permission: 'facts:request',
      title: '请部门核查',
    },
    releaseCase: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/release',
      permission: 'blocks:manage',
      title: '核实触及限制名单的申请',
    },
    readBaskets: { method: 'GET', path: '/review/v1/baskets', permission: 'cases:read', title: '待办汇总' },
    ...blockRoutes,
    ...organisationRoutes,
    ...recordRoutes,
    draftList: {
      method: 'POST',
      path: '/review/v1/recommendation-lists',
      permission: 'recommendation-lists:draft',
      title: '草拟推荐清单',
    },
    signList: {
      method: 'POST',
      path: '/review/v1/recommendation-lists/{listId}/sign-off',
      permission: 'recommendation-lists:sign',
      title: '召集人签发推荐清单',
    },
    readList: {
      method: 'GET',
      path: '/review/v1/recommendation-lists/{listId}',
      permission: 'recommendation-lists:read',
      title: '推荐清单及签名',
    },
    proveRow: {
      method: 'GET',
      path: '/review/v1/recommendation-lists/{listId}/rows/{applicationId}/proof',
      permission: 'recommendation-lists:prove',
      title: '推荐清单单户证明',
    },
    removeRow: {
      method: 'POST',
      path: '/review/v1/recommendation-lists/{listId}/removals',
      permission: 'recommendation-lists:remove',
      title: '移出推荐清单',
    },
    listRemovalTasks: {
      method: 'GET',
      path: '/review/v1/removal-tasks',
      permission: 'cases:read',
      title: '待决定是否移出的申请',
    },
    settleMisuse: {
      method: 'POST',
      path: '/review/v1/cases/{applicationId}/misuse-findings',
      permission: 'recommendation-lists:remove',
      title: '核查银行报告后不予移出',
    },
    listCoachings: {
      method: 'GET',
      path: '/review/v1/coachings',
      permission: 'coachings:read',
      title: '辅导事项列表',
    },
    coachingYield: {
      method: 'GET',
      path: '/review/v1/coachings/yield',
      permission: 'coachings:read',
      title: '辅导成效',
    },
    readCoaching: {
      method: 'GET',
      path: '/review/v1/coachings/{coachingId}',
      permission: 'coachings:read',
      title: '辅导事项详情',
    },
    takeMeasure: {
      method: 'POST',
      path: '/review/v1/coachings/{coachingId}/measures',
      permission: 'coachings:work',
      title: '登记辅导措施',
    },
    changeProblemClass: {
      method: 'POST',
      path: '/review/v1/coachings/{coachingId}/problem-class',
      permission: 'coachings:work',
      title: '调整问题类别',
    },
    recordCoachingOutcome: {
      method: 'POST',
      path: '/review/v1/coachings/{coachingId}/outcome',
      permission: 'coachings:work',
      title: '办结辅导事项',
    },
    openSlip: { method: 'POST', path: '/review/v1/slips', permission: 'slips:work', title: '开具批分单' },
    listSlips: { method: 'GET', path: '/review/v1/slips', permission: 'slips:read', title: '批分单列表' },
    readSlip: { method: 'GET', path: '/review/v1/slips/{slipId}', permission: 'slips:read', title: '批分单' },
    listOwnSlips: {
      method: 'GET',
      path: '/review/v1/own-slips',
      permission: 'slips:work',
      title: '本单位的批分单',
    },
    readOwnSlip: {
      method: 'GET',
      path: '/review/v1/own-slips/{slipId}',
      permission: 'slips:work',
      title: '本单位的批分单详情',
    },
    answerSlip: {
      method: 'POST',
      path: '/review/v1/slips/{slipId}/answers',
      permission: 'slips:work',
      title: '承办单位答复批分单',
    },
    raiseSlip: {
      method: 'POST',
      path: '/review/v1/slips/{slipId}/raise',
      permission: 'slips:raise',
      title: '召集人同意提级',
    },
    answerSlipFromAbove: {
      method: 'POST',
      path: '/review/v1/slips/{slipId}/upper-answer',
      permission: 'slips:answer-from-above',
      title: '上级答复批分单',
    },
    listAccesses: {
      method: 'GET',
      path: '/review/v1/entities/{code}/access-records',
      permission: 'access-records:read',
      title: '查询经营主体信息的查看记录（本服务）',
    },
  },
  schedules: {
    chase: {
      everyMinutes: 15,
      why: '督办临近、到期和逾期的辅导、批分单与部门核查（E7、F1、F2、C1）',
    },
    'finish-lists': {
      everyMinutes: 1,
      why: '接着办完较长的推荐清单：草拟与签发后的逐户推荐（C4）',
    },
  },
  keys: { 'sign-off': ['sign'] },
  bankQueues: false,
  assets: {},
} as const satisfies ServiceDeclaration
