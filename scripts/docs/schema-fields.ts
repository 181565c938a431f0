import * as z from 'zod'

export type JsonSchema = z.core.JSONSchema.BaseSchema

export type Field = {
  /** Dotted from the top; `[]` after a list. */
  readonly path: string
  readonly type: string
  /** `always`, `optional`, or the value of the union under which it stands. */
  readonly present: string
  readonly meaning: string
}

/** As its reader sees it: later versions of the same event may add fields, so unknown ones are not forbidden. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' })
  return rest
}

type Part = z.core.JSONSchema._JSONSchema

const asSchema = (value: Part | Part[] | undefined): JsonSchema =>
  typeof value === 'object' && !Array.isArray(value) ? value : {}

const scalarType = (schema: JsonSchema): string => {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``
  if (schema.enum !== undefined) return schema.enum.map(value => `\`${String(value)}\``).join(' · ')
  if (schema.format === 'date') return 'date'
  return [schema.type ?? 'any'].flat().join(' or ')
}

const typeOf = (schema: JsonSchema): string =>
  schema.type === 'array' ? `list of ${typeOf(asSchema(schema.items))}` : scalarType(schema)

const nested = (path: string, schema: JsonSchema): readonly Field[] => {
  if (schema.type === 'array') return nested(`${path}[]`, asSchema(schema.items))
  return schema.properties === undefined ? [] : fieldsOf(schema, `${path}.`)
}

const propertiesOf = (schema: JsonSchema, prefix: string, present?: string): readonly Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, value]) => {
    const property = asSchema(value)
    const path = prefix + name
    const own = {
      path,
      type: typeOf(property),
      present: present ?? (schema.required?.includes(name) ? 'always' : 'optional'),
      meaning: property.description ?? '',
    }
    return [own, ...nested(path, property)]
  })

/** The property that tells the branches of a union apart, and its value in this branch. */
const branchName = (branch: JsonSchema): string =>
  Object.entries(branch.properties ?? {})
    .map(([name, value]) => [name, asSchema(value).const] as const)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} = \`${String(value)}\``)
    .join(', ')

const unionFields = (branches: readonly JsonSchema[], prefix: string): readonly Field[] => {
  const inAll = (name: string) => branches.every(branch => branch.properties?.[name] !== undefined)
  const part = (branch: JsonSchema, keep: (name: string) => boolean): JsonSchema => ({
    ...branch,
    properties: Object.fromEntries(Object.entries(branch.properties ?? {}).filter(([name]) => keep(name))),
  })
  const [first = {}] = branches
  const constants = (name: string) =>
    branches.flatMap(branch => asSchema(branch.properties?.[name]).const ?? []).filter(v => v !== undefined)
  const common = propertiesOf(part(first, inAll), prefix).map(field => {
    const values = constants(field.path.slice(prefix.length))
    return values.length < branches.length ? field : { ...field, type: scalarType({ enum: values }) }
  })
  const own = branches.flatMap(branch =>
    propertiesOf(
      part(branch, name => !inAll(name)),
      prefix,
      `when ${branchName(branch)}`,
    ),
  )
  return [...common, ...own]
}

/** Every field of a JSON schema in its order, nested ones after the object they stand in. */
export function fieldsOf(schema: JsonSchema, prefix = ''): readonly Field[] {
  const branches = schema.oneOf ?? schema.anyOf
  return branches === undefined ? propertiesOf(schema, prefix) : unionFields(branches.map(asSchema), prefix)
}
