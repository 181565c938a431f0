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
  },
  routes: {
    importTargets: {
      method: 'POST',
      path: '/intake/v1/target-lists',
      permission: 'target-lists:import',
      title: '导入走访目标企业名录（单条或批量）',
    },
    recordVisit: {
      method: 'POST',
      path: '/intake/v1/visits',
      permission: 'visits:record',
      title: '登记走访（单条或批量）',
    },
    submitApplication: {
      method: 'POST',
      path: '/intake/v1/applications',
      permission: 'applications:submit',
      title: '申报融资需求（单条或批量）',
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
  },
  schedules: {},
  keys: { fields: ['seal'] },
  bankQueues: false,
  assets: {},
} as const satisfies ServiceDeclaration
