import { refused } from '#shared/http/endpoint.ts'

export const notSet = refused({
  code: 'webhook-not-set',
  detail: '尚未登记 webhook，请先 PUT /bank/v1/webhook。',
})
