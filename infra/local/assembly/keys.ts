import * as z from 'zod'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const keySchema = z.object({
  KeySpec: z.enum(['SYMMETRIC_DEFAULT', 'ECC_NIST_P256', 'SM2']).default('SYMMETRIC_DEFAULT'),
})

export type KeySpec = z.output<typeof keySchema>['KeySpec']

/** `stack/logicalId` and kind of each key; read before anything is resolved, because other names depend on it. */
export const readKeys = (assembly: Assembly): readonly { readonly place: string; readonly spec: KeySpec }[] =>
  assembly.templates
    .flatMap(template => template.resources)
    .filter(resource => resource.type === 'AWS::KMS::Key')
    .map(({ stack, id, properties }) => ({
      place: `${stack}/${id}`,
      spec: keySchema.parse({ KeySpec: properties.KeySpec }).KeySpec,
    }))

const aliasSchema = z.object({ AliasName: z.string().startsWith('alias/'), TargetKeyId: z.string() })

/** Alias name → key id (an ARN ends in it). */
export const readAliases = (assembly: Assembly, resolver: Resolver): ReadonlyMap<string, string> =>
  new Map(
    parseResources(assembly, resolver, 'AWS::KMS::Alias', aliasSchema).map(({ properties }) => [
      properties.AliasName,
      properties.TargetKeyId.split('/').at(-1) ?? '',
    ]),
  )
