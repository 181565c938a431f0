import type { ServiceDeclaration } from '#shared/service/declaration.ts'

export const service = {
  name: 'matching',
  title: '匹配推送',
  purpose:
    'Chooses, batch by batch and with reasons, which banks learn of a recommended enterprise, and closes the push once all of them decided.',
  publishes: ['bank-registered.v1', 'batch-planned.v1', 'referral-dispatched.v1', 'application-concluded.v1'],
  consumes: {
    'application-recommended.v1':
      'Opens the push plan: the application waits for the next batch of its county.',
    'batch-planned.v1': 'Finishes a batch whose request was cut off after the plan was written.',
    'credit-decided.v1': 'Closes one referral of the push; the last one concludes the application.',
  },
  routes: {
    registerBank: {
      method: 'PUT',
      path: '/matching/v1/banks/{bankId}',
      permission: 'banks:register',
      title: '登记或更新银行机构（网点）',
    },
    listBanks: {
      method: 'GET',
      path: '/matching/v1/banks',
      permission: 'products:read',
      title: '查询服务某区划的银行机构',
    },
    publishProduct: {
      method: 'PUT',
      path: '/matching/v1/products/{productId}',
      permission: 'products:publish',
      title: '发布或更新金融产品',
    },
    listProducts: {
      method: 'GET',
      path: '/matching/v1/products',
      permission: 'products:read',
      title: '查询金融产品库',
    },
    setPolicy: {
      method: 'PUT',
      path: '/matching/v1/policies/{region}',
      permission: 'policies:set',
      title: '设置区域推送政策',
    },
    showPolicy: {
      method: 'GET',
      path: '/matching/v1/policies/{region}',
      permission: 'products:read',
      title: '查询区域现行推送政策及其出处',
    },
    runBatch: {
      method: 'POST',
      path: '/matching/v1/batches',
      permission: 'batches:run',
      title: '生成并推送一个批次',
    },
    showBatch: {
      method: 'GET',
      path: '/matching/v1/batches/{batchId}',
      permission: 'batches:read',
      title: '查询批次：每笔推送及其理由',
    },
  },
  schedules: {},
  keys: {},
  bankQueues: false,
  assets: {},
} as const satisfies ServiceDeclaration
