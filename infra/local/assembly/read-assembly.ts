import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** One resource of one stack, its properties still with their intrinsic functions. */
export type Resource = {
  readonly stack: string
  readonly id: string
  readonly type: string
  readonly properties: Readonly<Record<string, unknown>>
}

export type Template = {
  readonly stack: string
  readonly resources: readonly Resource[]
  /** Export name (perhaps an intrinsic itself) and value of each exported output. */
  readonly exports: readonly { readonly name: unknown; readonly value: unknown }[]
  readonly parameters: Readonly<Record<string, string>>
}

export type Assembly = {
  readonly dir: string
  readonly templates: readonly Template[]
  readonly region: string
  readonly partition: 'aws' | 'aws-cn'
}

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z.object({ templateFile: z.string(), stackName: z.string() }).partial().optional(),
    }),
  ),
})

const templateSchema = z.object({
  Resources: z
    .record(
      z.string(),
      z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
    )
    .default({}),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
})

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

const readTemplate = (stack: string, path: string): Template => {
  const template = templateSchema.parse(readJson(path))
  return {
    stack,
    resources: Object.entries(template.Resources).map(([id, { Type: type, Properties: properties }]) => ({
      stack,
      id,
      type,
      properties,
    })),
    exports: Object.values(template.Outputs).flatMap(({ Value: value, Export }) =>
      Export === undefined ? [] : [{ name: Export.Name, value }],
    ),
    parameters: Object.fromEntries(
      Object.entries(template.Parameters).map(([name, { Default }]) => [name, String(Default ?? '')]),
    ),
  }
}

// An environment-agnostic stack names no region; any will do on a laptop.
const anyRegion = 'cn-north-1'

/** Reads a synthesised cloud assembly: every stack's template and the region they are meant for. */
export const readAssembly = (dir: string): Assembly => {
  const { artifacts } = manifestSchema.parse(readJson(join(dir, 'manifest.json')))
  const stacks = Object.entries(artifacts).flatMap(([id, { type, environment, properties }]) =>
    type === 'aws:cloudformation:stack' && properties?.templateFile !== undefined
      ? [{ name: properties.stackName ?? id, file: properties.templateFile, environment }]
      : [],
  )
  if (stacks.length === 0) throw new Error(`${dir} 中没有任何栈：请先合成模板`)
  const regions = new Set(
    stacks
      .map(stack => stack.environment?.split('/').at(-1))
      .filter(region => region !== undefined && region !== 'unknown-region'),
  )
  if (regions.size > 1) throw new Error(`各栈分属不同区域（${[...regions].join('、')}），一次只能运行一个省`)
  const region = [...regions][0] ?? anyRegion
  return {
    dir,
    templates: stacks.map(({ name, file }) => readTemplate(name, join(dir, file))),
    region,
    partition: region.startsWith('cn-') ? 'aws-cn' : 'aws',
  }
}
