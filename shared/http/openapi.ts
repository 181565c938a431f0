import * as z from 'zod'
import { permissions, roleLabels } from '#shared/service/permissions.ts'
import { purposeLabels } from '#shared/service/sharing-list.ts'
import type { Endpoint } from './endpoint.ts'
import { commonRefusals, type RefusalCatalogue } from './problem.ts'

type JsonObject = { [key: string]: unknown }

/** A service's part of the API document. */
export type DocumentedService = {
  readonly title: string
  readonly endpoints: readonly Endpoint<never>[]
  readonly refusals: RefusalCatalogue
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query'): JsonObject[] => {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonObject>
    required?: string[]
  }
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description ? { description } : {}),
    schema: rest,
  }))
}

const bulkAnswer = (result: JsonObject): JsonObject => ({
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      description: '逐条结果，与提交的次序一致；一条有误不影响其他条。',
      items: {
        type: 'object',
        required: ['index', 'status'],
        properties: {
          index: { type: 'integer', description: '在 items 中的序号，从 0 起' },
          status: { type: 'integer', description: '该条的 HTTP 状态码' },
          id: { type: 'string', description: '该条生成的编号' },
          result,
          problem: { $ref: '#/components/schemas/Problem' },
        },
      },
    },
  },
})

const fileSchema: JsonObject = { type: 'string', format: 'binary' }

const json = (schema: JsonObject): JsonObject => ({ content: { 'application/json': { schema } } })
const problem: JsonObject = { schema: { $ref: '#/components/schemas/Problem' } }

/** The gateway turns a bad token away in its own words, before a service could say it in ours. */
const unauthenticated: JsonObject = {
  description: '令牌缺失、无效或已过期（由网关答复），或令牌中的身份不完整（问题文档）：请重新取得令牌',
  content: {
    'application/json': {
      schema: { type: 'object', required: ['message'], properties: { message: { type: 'string' } } },
    },
    'application/problem+json': problem,
  },
}

/** What success answers: one result, or one for each row, at the same status or each at its own. */
const successes = (endpoint: Endpoint<never>): JsonObject => {
  const { status, bulk, produces, result } = endpoint
  const one = result ? schemaOf(result, 'output') : {}
  const single = {
    description: '成功',
    ...(result ? json(one) : { content: { [produces ?? '*/*']: { schema: fileSchema } } }),
  }
  if (!bulk) return { [status]: single }
  const many = bulkAnswer(one)
  return status === 200
    ? { 200: { description: '成功；批量提交的，逐条结果', ...json({ anyOf: [one, many] }) } }
    : { [status]: single, 200: { description: '逐条结果', ...json(many) } }
}

const requestBody = (endpoint: Endpoint<never>): JsonObject => {
  const { file } = endpoint
  if (file) {
    const content = { [file.mediaType]: { schema: fileSchema } }
    return { requestBody: { required: true, description: `${file.title}，不超过 1 MB`, content } }
  }
  if (!endpoint.body) return {}
  const one = schemaOf(endpoint.body, 'input')
  const many = {
    type: 'object',
    required: ['items'],
    additionalProperties: false,
    properties: { items: { type: 'array', minItems: 1, maxItems: endpoint.bulk?.max, items: one } },
  }
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: endpoint.bulk ? { anyOf: [one, many] } : one } },
    },
  }
}

const operation = (service: DocumentedService, endpoint: Endpoint<never>): JsonObject => {
  const { permission, method, title } = endpoint.route
  const roles = permission === 'public' ? [] : permissions[permission].map(role => roleLabels[role])
  const keyed = method === 'POST' && !endpoint.keyless
  return {
    tags: [service.title],
    summary: title,
    operationId: `${method.toLowerCase()}${endpoint.route.path.replaceAll(/[^A-Za-z]+(\w)/g, (_, c: string) => c.toUpperCase()).replaceAll(/\W/g, '')}`,
    ...(permission === 'public'
      ? { security: [] }
      : { description: `权限 \`${permission}\`：${roles.join('、')}。` }),
    parameters: [
      ...parameters(endpoint.params, 'path'),
      ...parameters(endpoint.query, 'query'),
      ...(keyed ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
      ...(endpoint.discloses ? [{ $ref: '#/components/parameters/AccessPurpose' }] : []),
    ],
    ...requestBody(endpoint),
    responses: {
      ...successes(endpoint),
      ...(permission === 'public' ? {} : { 401: unauthenticated }),
      default: {
        description: '未成功：RFC 9457 问题文档，code 见 Problem 的说明',
        content: { 'application/problem+json': problem },
      },
    },
  }
}

const problemSchema = (services: readonly DocumentedService[]): JsonObject => {
  const codes = Object.entries(
    Object.assign({}, commonRefusals, ...services.map(({ refusals }) => refusals)) as RefusalCatalogue,
  )
  return {
    type: 'object',
    required: ['type', 'code', 'title', 'status', 'detail', 'traceId'],
    properties: {
      type: { type: 'string' },
      code: {
        type: 'string',
        enum: codes.map(([code]) => code),
        description: codes.map(([code, { status, title }]) => `${code}（${status}）${title}`).join('；'),
      },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string', description: '哪里不对、怎样才对' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['pointer', 'code', 'detail'],
          properties: {
            pointer: { type: 'string', description: '字段位置：JSON Pointer；查询参数写作 ?名称' },
            code: { type: 'string' },
            detail: { type: 'string' },
          },
        },
      },
      traceId: { type: 'string', description: '排查时请告知运维' },
    },
  }
}

/** OpenAPI 3.1 of a province's whole API, from the same schemas that check the requests. */
export const openApiOf = (services: readonly DocumentedService[]): JsonObject => {
  const paths: Record<string, JsonObject> = {}
  for (const service of services)
    for (const endpoint of service.endpoints) {
      const { path, method } = endpoint.route
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(service, endpoint) }
    }
  return {
    openapi: '3.1.0',
    info: {
      title: '融协 Rongxie 接口',
      version: '1',
      description:
        '支持小微企业融资协调工作机制的省级接口。金额单位均为分，日期为北京时间，时间为 UTC。写入请求须带 Idempotency-Key，重试请沿用同一键。',
    },
    servers: [{ url: '/' }],
    tags: services.map(({ title }) => ({ name: title })),
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: '本省身份服务签发的令牌' },
      },
      parameters: {
        IdempotencyKey: {
          name: 'Idempotency-Key',
          in: 'header',
          required: true,
          description:
            '调用方自定，每个新请求一个，1 至 200 个可见 ASCII 字符；重试沿用同一键，答复逐字节相同。',
          schema: { type: 'string', minLength: 1, maxLength: 200, pattern: '^[\\x21-\\x7e]{1,200}$' },
        },
        AccessPurpose: {
          name: 'Access-Purpose',
          in: 'header',
          required: false,
          description: `查看用途，须在信息共享清单列给该角色的用途之内：${Object.entries(purposeLabels)
            .map(([code, label]) => `${code} ${label}`)
            .join('；')}。此接口每次查看均留记录。`,
          schema: { type: 'string', enum: Object.keys(purposeLabels) },
        },
      },
      schemas: { Problem: problemSchema(services) },
    },
  }
}
