import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string().regex(/^[\w./-]+\.\w+$/),
  Runtime: z.string().startsWith('nodejs'),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).default({
    Variables: {},
  }),
  PackageType: z.literal('Zip').optional(),
  Layers: z.array(z.string()).length(0).optional(),
})

export type FunctionSpec = {
  readonly name: string
  readonly arn: string
  readonly codeDir: string
  readonly handler: string
  readonly timeoutMs: number
  readonly memoryMb: number
  readonly environment: Readonly<Record<string, string>>
}

export const readFunctions = (assembly: Assembly, resolver: Resolver): readonly FunctionSpec[] =>
  parseResources(assembly, resolver, 'AWS::Lambda::Function', functionSchema).map(({ name, properties }) => {
    // A direct synth leaves no asset path; the key in the bucket is the hash that names the folder.
    const codeDir = join(assembly.dir, `asset.${properties.Code.S3Key.replace(/\.zip$/, '')}`)
    if (!existsSync(codeDir)) throw new Error(`函数 ${name} 的代码包 ${codeDir} 不存在`)
    return {
      name,
      arn: resolver.arnOf('lambda', `function:${name}`),
      codeDir,
      handler: properties.Handler,
      timeoutMs: properties.Timeout * 1000,
      memoryMb: properties.MemorySize,
      environment: properties.Environment.Variables,
    }
  })

/** The function behind an ARN, or behind an integration URI that holds one. */
export const functionIn = (functions: readonly FunctionSpec[], text: string): FunctionSpec => {
  const found = functions.find(
    ({ arn, name }) => text === name || text === arn || text.endsWith(`/${arn}/invocations`),
  )
  if (found === undefined) throw new Error(`模板指向的函数不存在：${text}`)
  return found
}
