import type { RouteDeclaration } from '#shared/service/declaration.ts'

/** The bank's own address for its messages, and what it was sent before (E3). */
export const webhookRoutes = {
  setWebhook: {
    method: 'PUT',
    path: '/bank/v1/webhook',
    permission: 'webhooks:manage',
    title: '登记或变更 webhook 接收地址',
  },
  getWebhook: {
    method: 'GET',
    path: '/bank/v1/webhook',
    permission: 'webhooks:manage',
    title: '查看 webhook 状态',
  },
  rotateWebhookSecret: {
    method: 'POST',
    path: '/bank/v1/webhook/secret-rotation',
    permission: 'webhooks:manage',
    title: '轮换 webhook 共享密钥',
  },
  testWebhook: {
    method: 'POST',
    path: '/bank/v1/webhook/test',
    permission: 'webhooks:manage',
    title: '立即发送一次测试消息',
  },
  enableWebhook: {
    method: 'POST',
    path: '/bank/v1/webhook/enable',
    permission: 'webhooks:manage',
    title: '重新启用已停用的 webhook',
  },
  listWebhookKeys: {
    method: 'GET',
    path: '/bank/v1/webhook-keys',
    permission: 'webhooks:manage',
    title: '本省 webhook 验签公钥',
  },
  replayMessages: {
    method: 'POST',
    path: '/bank/v1/webhook/replays',
    permission: 'webhooks:manage',
    title: '把以往消息重新放入本行队列',
  },
  listMessages: {
    method: 'GET',
    path: '/bank/v1/messages',
    permission: 'referrals:receive',
    title: '按顺序查阅发给本行的全部消息',
  },
} as const satisfies Record<string, RouteDeclaration>
