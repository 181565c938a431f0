import { expect, test } from 'vitest'
import * as z from 'zod'
import { answer, endpoint } from './endpoint.ts'
import { openApiOf } from './openapi.ts'

const route = (path: string, permission: 'visits:record' | 'public' = 'visits:record') =>
  ({ method: 'POST', path, permission, title: '登记' }) as const

const rowSchema = z.strictObject({ code: z.string() })
const resultSchema = z.object({ state: z.string() })
const bulk = { max: 500, orderBy: ({ code }: z.infer<typeof rowSchema>) => code }
const run = async () => answer({ state: 'listed' })

const documentOf = (...endpoints: readonly unknown[]) =>
  openApiOf([{ title: '登记', endpoints: endpoints as never, refusals: {} }]) as never as {
    paths: Record<string, { post: { responses: Record<string, { content?: Record<string, unknown> }> } }>
    components: { parameters: Record<string, { schema: { pattern: string } }> }
  }
const responsesOf = (path: string, document: ReturnType<typeof documentOf>) =>
  document.paths[path]?.post.responses ?? {}

test('a form that may come alone or in bulk states both answers, whatever status the single one has', () => {
  const document = documentOf(
    endpoint()(route('/same'), { body: rowSchema, bulk, result: resultSchema, run }),
    endpoint()(route('/other'), { body: rowSchema, bulk, result: resultSchema, status: 201, run }),
  )
  const single = expect.objectContaining({ required: ['state'] })
  const many = expect.objectContaining({ required: ['items'] })
  expect(responsesOf('/same', document)).toMatchObject({
    200: { content: { 'application/json': { schema: { anyOf: [single, many] } } } },
  })
  expect(responsesOf('/other', document)).toMatchObject({
    200: { content: { 'application/json': { schema: many } } },
    201: { content: { 'application/json': { schema: single } } },
  })
})

test('a token refused before the service is reached answers in the gateway’s own words, where a token is asked for', () => {
  const document = documentOf(
    endpoint()(route('/guarded'), { body: rowSchema, run }),
    endpoint()(route('/open', 'public'), { body: rowSchema, run }),
  )
  expect(Object.keys(responsesOf('/guarded', document)[401]?.content ?? {})).toEqual([
    'application/json',
    'application/problem+json',
  ])
  expect(responsesOf('/open', document)).not.toHaveProperty('401')
})

test('the form of an Idempotency-Key that the document states is the one that is asked for', () => {
  const { pattern } = documentOf().components.parameters.IdempotencyKey?.schema ?? { pattern: 'none' }
  const stated = new RegExp(pattern, 'u')
  for (const key of ['a', 'accept-91511702@1.0', 'x'.repeat(200)]) expect(key).toMatch(stated)
  for (const key of ['', 'a b', '中', 'x'.repeat(201)]) expect(key).not.toMatch(stated)
})
