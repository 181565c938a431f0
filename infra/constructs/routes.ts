import { Aws } from 'aws-cdk-lib'
import { CfnIntegration, CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2'
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import type { RouteDeclaration, ServiceDeclaration } from '#shared/service/declaration.ts'
import { allowsPublicRoutes, type Province } from '../provinces/province.ts'
import type { ProvinceApi } from './api.ts'

const isPublic = (route: RouteDeclaration) => route.permission === 'public'

/** Each declared route by itself and none besides: what is not declared does not reach a function. */
export const addRoutes = (
  scope: Construct,
  http: LambdaFunction,
  service: ServiceDeclaration,
  province: Province,
  api: ProvinceApi,
): void => {
  const integration = new CfnIntegration(scope, 'integration', {
    apiId: api.apiId,
    integrationType: 'AWS_PROXY',
    integrationUri: http.functionArn,
    payloadFormatVersion: '2.0',
  })
  // One for all routes: a function's policy has room for about thirty statements.
  new CfnPermission(scope, 'may-be-called-by-api', {
    action: 'lambda:InvokeFunction',
    functionName: http.functionArn,
    principal: 'apigateway.amazonaws.com',
    sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${api.apiId}/*`,
  })
  const open = allowsPublicRoutes(province)
  for (const [key, route] of Object.entries(service.routes).filter(([, r]) => open || !isPublic(r))) {
    new CfnRoute(scope, `route-${key}`, {
      apiId: api.apiId,
      routeKey: `${route.method} ${route.path}`,
      target: `integrations/${integration.ref}`,
      ...(isPublic(route)
        ? { authorizationType: 'NONE' }
        : { authorizationType: 'JWT', authorizerId: api.authorizerId }),
    })
  }
}
