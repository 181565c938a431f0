import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { bankQueuePrefix } from '#infra/constructs/names.ts'
import { readByBanks } from '#infra/flow.ts'
import { sichuan } from '#infra/provinces/sichuan.ts'
import { declarations } from '#infra/topology.ts'
import { type EventName, eventTypeOf, producers } from '#shared/contracts/names.ts'
import { asyncApi, messageSchemaOf } from './asyncapi.ts'
import { eventsPage } from './events-page.ts'
import { fieldsOf, jsonSchemaOf } from './schema-fields.ts'

describe('fields of a schema', () => {
  const rows = (schema: z.ZodType) =>
    fieldsOf(jsonSchemaOf(schema)).map(({ path, type, present }) => [path, type, present])

  test('objects and lists are walked to their leaves', () => {
    const schema = z.object({
      day: z.iso.date(),
      rows: z.array(z.object({ code: z.enum(['a', 'b']), note: z.string().optional() })),
      tags: z.array(z.string()),
    })
    expect(rows(schema)).toEqual([
      ['day', 'date', 'always'],
      ['rows', 'list of object', 'always'],
      ['rows[].code', '`a` · `b`', 'always'],
      ['rows[].note', 'string', 'optional'],
      ['tags', 'list of string', 'always'],
    ])
  })

  test('a union shows what all branches share, then what each adds', () => {
    const schema = z.discriminatedUnion('outcome', [
      z.object({ id: z.string(), outcome: z.literal('yes'), amount: z.int() }),
      z.object({ id: z.string(), outcome: z.literal('no'), reason: z.string() }),
    ])
    expect(rows(schema)).toEqual([
      ['id', 'string', 'always'],
      ['outcome', '`yes` · `no`', 'always'],
      ['amount', 'integer', 'when outcome = `yes`'],
      ['reason', 'string', 'when outcome = `no`'],
    ])
  })
})

describe('docs/events.md', () => {
  const page = eventsPage(declarations)

  test.each(Object.entries(producers))('%s stands on the page with its publisher', (event, publisher) => {
    const [, section = ''] = page.split(`### ${event}\n`)
    const [own = ''] = section.split(/^##/m)
    expect(own).toContain(`Published by **${publisher}**`)
    expect(own).toMatch(/^\| `\w+` \| .+ \| always \|/m)
  })

  test('each reader stands there with its reason, and banks with their queue', () => {
    const told = declarations.map(service =>
      service.name === 'review'
        ? { ...service, consumes: { ...service.consumes, 'application-declared.v1': 'opens a case' } }
        : service,
    )
    expect(eventsPage(told)).toContain('- **review**: opens a case')
    expect(page).toContain('- **banks**: each reads its own queue')
  })

  test('the picture has an arrow for every publisher and reader', () => {
    expect(page).toMatch(/bank_gateway -- "referral-offered[^"]*" --> banks/)
    expect(page).toMatch(/review -- "application-returned<br\/>application-refused[^"]*" --> intake/)
  })

  test('every link of the overview leads to a heading', () => {
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-')
    const slugs = [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading))
    const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link)
    expect(links).toHaveLength((Object.keys(producers) as EventName[]).length)
    for (const link of links) expect(slugs).toContain(link)
  })
})

describe('docs/asyncapi.json', () => {
  const document = asyncApi()

  test('E3 every reference leads somewhere', () => {
    const find = (pointer: string) =>
      pointer
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref)
    expect(references.length).toBeGreaterThanOrEqual(4)
    for (const reference of references) expect(find(reference), reference).toBeDefined()
  })

  test('E3 the address is the name that the queue of a bank really has, parameter by parameter', () => {
    const { address, parameters } = document.channels.bankQueue
    expect([...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(Object.keys(parameters))
    expect(address.replace('{province}', '51')).toBe(`${bankQueuePrefix(sichuan)}{bankId}`)
  })

  test('E3 H3 a bank is told the enterprise and the reasons, and no personal data', () => {
    const told = Object.values(document.components.messages)
    expect(told.map(({ name }) => name)).toEqual(readByBanks.map(eventTypeOf))
    const paths = told.flatMap(({ payload }) => fieldsOf(payload).map(({ path }) => path))
    expect(paths).toEqual(
      expect.arrayContaining(['data.name', 'data.demand.amountFen', 'data.reasons[].rule']),
    )
    expect(paths.filter(path => /contact|phone|legal|sealed|idNumber/i.test(path))).toEqual([])
  })

  test('a later version may add a field without breaking a bank that checks against the schema', () => {
    expect(JSON.stringify(document)).not.toContain('additionalProperties')
    expect(messageSchemaOf('referral-offered.v1').shape.type.value).toBe(
      'cn.rongxie.bank-gateway.referral-offered.v1',
    )
  })
})
