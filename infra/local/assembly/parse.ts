import type * as z from 'zod'
import type { Assembly, Resource } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'
import type { SupportedType } from './supported-types.ts'

export type Parsed<T> = { readonly resource: Resource; readonly name: string; readonly properties: T }

const explain = (resource: Resource, error: z.ZodError): Error =>
  new Error(
    `栈 ${resource.stack} 的资源 ${resource.id}（${resource.type}）本地运行环境无法照办：${error.issues
      .map(({ path, message }) => `${path.join('.')} ${message}`)
      .join('；')}`,
  )

/** Reads all resources of a type; a property this runtime would not honour is an error, not silence. */
export const parseResources = <S extends z.ZodType>(
  assembly: Assembly,
  resolver: Resolver,
  type: SupportedType,
  schema: S,
): readonly Parsed<z.output<S>>[] =>
  assembly.templates
    .flatMap(template => template.resources)
    .filter(resource => resource.type === type)
    .map(resource => {
      const result = schema.safeParse(resolver.resolve(resource.stack, resource.properties))
      if (!result.success) throw explain(resource, result.error)
      return { resource, name: resolver.nameOf(resource), properties: result.data }
    })
