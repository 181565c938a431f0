import type { ServiceDeclaration } from '#shared/service/declaration.ts'

export const service = {
  name: 'matching',
  title: '匹配推送',
  purpose:
    'Chooses, batch by batch and with reasons, which banks learn of a recommended enterprise, and closes the push once all of them decided.',
  publishes: [
    'bank-registered.v1',
    'policy-set.v1',
    'batch-planned.v1',
    'referral-dispatched.v1',
    'sibling-credited.v1',
    'exposure-warned.v1',
    'exposure-eased.v1',
    'referral-recalled.v1',
    'application-concluded.v1',
  ],
  consumes: {
    'application-recommended.v1':
      'Opens the push plan: the application waits for the next batch of its county.',
    'batch-planned.v1': 'Finishes a batch whose request was cut off after the plan was written.',
    'credit-decided.v1':
      'Closes one referral of the push, tells the other banks of a grant, watches the exposure; the last one concludes the application.',
    'feedback-corrected.v1':
      'Puts the right line or day in the place of the earlier one and judges the exposure anew (D4).',
    'loan-repaid.v1': 'Takes a repaid line out of the exposure (D4).',
    'credit-withdrawn.v1':
      'Takes a line that the bank took back out of the exposure; it covers the demand no more (D4).',
    'off-list-credit-recorded.v1':
      'Counts what the enterprise has off the lists in the exposure of its applications (D4, D7).',
    'referral-unaccepted.v1':
      'Records a silent bank, or calls the referral back and looks for the next bank.',
    'application-removed.v1': 'Stops the push and calls back what banks hold.',
    'application-withdrawn.v1': 'Stops the push and calls back what banks still weigh.',
    'recall-acknowledged.v1': 'Takes a recall off the list of those that are chased.',
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
    showBank: {
      method: 'GET',
      path: '/matching/v1/banks/{bankId}',
      permission: 'products:read',
      title: '查询一家银行机构（网点）及其历次登记',
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
    browseProducts: {
      method: 'GET',
      path: '/matching/v1/products/fit',
      permission: 'products:read',
      title: '按企业自身情况查找金融产品：哪些相符，哪些不符及原因',
    },
    setPolicy: {
      method: 'PUT',
      path: '/matching/v1/policies/{region}',
      permission: 'policies:set',
      title: '设置区域推送政策',
    },
    showEffectivePolicy: {
      method: 'GET',
      path: '/matching/v1/policies/effective',
      permission: 'products:read',
      title: '查询某区划某日施行的政策，逐项说明出处',
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
    dryRun: {
      method: 'POST',
      path: '/matching/v1/batches/dry-run',
      permission: 'batches:run',
      title: '试算：换一套政策或权重会推送给谁（不推送）',
    },
    whyNot: {
      method: 'GET',
      path: '/matching/v1/batches/{batchId}/applications/{applicationId}/why-not/{bankId}',
      permission: 'batches:read',
      title: '查询某批次为何未将某企业推送给某银行',
    },
    showBatch: {
      method: 'GET',
      path: '/matching/v1/batches/{batchId}',
      permission: 'batches:read',
      title: '查询批次：每笔推送及其理由',
    },
    listExposures: {
      method: 'GET',
      path: '/matching/v1/exposures',
      permission: 'exposures:read',
      title: '查询各行授信合计与多头授信预警',
    },
    showEntityExposure: {
      method: 'GET',
      path: '/matching/v1/exposures/{uscc}',
      permission: 'exposures:read',
      title: '查询一家企业历次申报的存续授信合计',
    },
    listRecalls: {
      method: 'GET',
      path: '/matching/v1/recalls',
      permission: 'batches:read',
      title: '查询银行尚未确认的撤回',
    },
  },
  schedules: {
    'run-batches': {
      everyMinutes: 15,
      why: 'Pushes one batch a county on each day of the week that its policy names (D1).',
    },
  },
  keys: {},
  bankQueues: false,
  assets: { 'highs.wasm': 'highs/runtime' },
} as const satisfies ServiceDeclaration
