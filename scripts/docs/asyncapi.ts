import * as z from 'zod'
import type { readByBanks } from '#infra/flow.ts'
import { envelopeSchema, eventContracts } from '#shared/contracts/events.ts'
import { type EventName, eventTypeOf } from '#shared/contracts/names.ts'
import { bankIdSchema } from '#shared/contracts/vocabulary.ts'
import { type JsonSchema, jsonSchemaOf } from './schema-fields.ts'

/** What a bank finds in its queue, with the name a bank's developer reads. */
const messages = {
  referralOffered: {
    event: 'referral-offered.v1',
    title: '推送企业',
    summary: '推荐清单上的一家企业，连同推送理由。',
  },
  recallOffered: {
    event: 'recall-offered.v1',
    title: '召回推送',
    summary: '该推送已召回：请停止办理并确认知悉。',
  },
  siblingNoticeOffered: {
    event: 'sibling-notice-offered.v1',
    title: '同批他行已授信',
    summary: '同批推送的另一家银行已授信：只告知金额区间与需求是否已满足。',
  },
  clockWarned: {
    event: 'clock-warned.v1',
    title: '时限提醒',
    summary: '接收、决定或反馈的期限将到、已到或已过。',
  },
} as const satisfies Record<string, { event: (typeof readByBanks)[number]; title: string; summary: string }>

/** The message as it lies in a bank's queue: the envelope with this one event's data. */
export const messageSchemaOf = <N extends EventName>(event: N) =>
  envelopeSchema.extend({
    id: z.string().describe('事件编号；重复投递时不变，据此去重'),
    source: z.string().describe('来源：省份与服务'),
    type: z.literal(eventTypeOf(event)),
    subject: z.string().describe('所属对象：推送'),
    time: z.iso.datetime().describe('发生时间，ISO 8601，UTC'),
    sequence: z.int().positive().describe('该推送的版本号，只增不减，可能有空缺；据此判断先后'),
    data: eventContracts[event],
  })

const referTo = (folder: string) =>
  Object.fromEntries(Object.keys(messages).map(name => [name, { $ref: `${folder}/${name}` }]))

const parameter = (schema: JsonSchema, description: string) => ({
  description: schema.pattern === undefined ? description : `${description}（${schema.pattern}）`,
})

/** docs/asyncapi.json, AsyncAPI 3.0: what a bank finds in its own queue (E3). */
export const asyncApi = () => ({
  asyncapi: '3.0.0',
  info: {
    title: '融协 银行队列',
    version: '1.0.0',
    description:
      '每家银行（网点）一个队列。推荐企业按批推送，至少投递一次、不保证先后；处理完须删除（或经 HTTPS 确认），否则到时重新出现。不含个人信息。',
    license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
  },
  defaultContentType: 'application/json',
  servers: {
    province: {
      host: '{queueHost}',
      protocol: 'sqs',
      description: '本省部署所在云区域的队列服务',
      variables: { queueHost: { description: '队列服务的主机名，由本省运维提供' } },
    },
  },
  channels: {
    bankQueue: {
      address: 'rongxie-{province}-bank-{bankId}',
      title: '银行自己的队列',
      description: '只有该银行和本平台能访问。',
      servers: [{ $ref: '#/servers/province' }],
      parameters: {
        province: { description: '省级行政区划代码前两位' },
        bankId: parameter(jsonSchemaOf(bankIdSchema), '银行机构编号'),
      },
      messages: referTo('#/components/messages'),
    },
  },
  operations: {
    tellBank: {
      action: 'send',
      title: '向银行推送企业与通知',
      channel: { $ref: '#/channels/bankQueue' },
      messages: Object.values(referTo('#/channels/bankQueue/messages')),
    },
  },
  components: {
    messages: Object.fromEntries(
      Object.entries(messages).map(([name, { event, title, summary }]) => [
        name,
        {
          name: eventTypeOf(event),
          title,
          summary,
          contentType: 'application/json',
          payload: jsonSchemaOf(messageSchemaOf(event)),
        },
      ]),
    ),
  },
})
