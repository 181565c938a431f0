import type { ServiceDeclaration } from '#shared/service/declaration.ts'

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
  ],
  consumes: {
    'application-declared.v1': 'Opens the case of the application at the first level of review (C2).',
    'recommendation-list-signed.v1':
      'Makes each row of the signed list a recommended application, once, outside the convener’s request (C4).',
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
  },
  schedules: {},
  keys: { 'sign-off': ['sign'] },
  bankQueues: false,
  assets: {},
} as const satisfies ServiceDeclaration
