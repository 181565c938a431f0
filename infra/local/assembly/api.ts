import * as z from 'zod'
import { type FunctionSpec, functionIn } from './functions.ts'
import { parseResources } from './parse.ts'
import type { Assembly } from './read-assembly.ts'
import type { Resolver } from './resolver.ts'

const apiSchema = z.object({ ProtocolType: z.literal('HTTP'), CorsConfiguration: z.never().optional() })
const stageSchema = z.object({ ApiId: z.string(), StageName: z.literal('$default') })
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().max(30_000).default(30_000),
})
const authorizerSchema = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.tuple([z.literal('$request.header.Authorization')]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()).min(1) }),
})
const routeSchema = z.object({
  RouteKey: z.string().regex(/^(\$default|[A-Z]+ \/\S*)$/),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
})

export type AuthorizerSpec = { readonly issuer: string; readonly audience: readonly string[] }
export type RouteSpec = {
  readonly routeKey: string
  readonly fn: FunctionSpec
  readonly timeoutMs: number
  readonly authorizer?: AuthorizerSpec & { readonly scopes: readonly string[] }
}
export type ApiSpec = { readonly id: string; readonly routes: readonly RouteSpec[] }

/** The province's HTTP API with every stack's routes; undefined when the assembly has none. */
export const readApi = (
  assembly: Assembly,
  resolver: Resolver,
  functions: readonly FunctionSpec[],
): ApiSpec | undefined => {
  const [api, second] = parseResources(assembly, resolver, 'AWS::ApiGatewayV2::Api', apiSchema)
  if (second !== undefined) throw new Error('本地运行环境一次只运行一个 HTTP API')
  if (api === undefined) return undefined
  parseResources(assembly, resolver, 'AWS::ApiGatewayV2::Stage', stageSchema)
  const named = <T>(parsed: readonly { name: string; properties: T }[]) =>
    new Map(parsed.map(({ name, properties }) => [name, properties]))
  const integrations = named(
    parseResources(assembly, resolver, 'AWS::ApiGatewayV2::Integration', integrationSchema),
  )
  const authorizers = named(
    parseResources(assembly, resolver, 'AWS::ApiGatewayV2::Authorizer', authorizerSchema),
  )
  const routes = parseResources(assembly, resolver, 'AWS::ApiGatewayV2::Route', routeSchema).map(
    ({ properties: route }) => {
      const integration = integrations.get(route.Target.slice('integrations/'.length))
      if (integration === undefined) throw new Error(`路由 ${route.RouteKey} 没有集成`)
      const base = {
        routeKey: route.RouteKey,
        fn: functionIn(functions, integration.IntegrationUri),
        timeoutMs: integration.TimeoutInMillis,
      }
      if (route.AuthorizationType === 'NONE') return base
      const authorizer = authorizers.get(route.AuthorizerId ?? '')
      if (authorizer === undefined) throw new Error(`路由 ${route.RouteKey} 没有授权方`)
      const { Issuer: issuer, Audience: audience } = authorizer.JwtConfiguration
      return { ...base, authorizer: { issuer, audience, scopes: route.AuthorizationScopes } }
    },
  )
  return { id: api.name, routes }
}
