import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { CfnApi, CfnAuthorizer, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Province } from '../provinces/province.ts'
import { harmAlarm } from './alarm.ts'
import { nameIn } from './names.ts'

export type ProvinceApi = { readonly apiId: string; readonly authorizerId: string }

// Who called what and how it went; never a body or a query, which may hold personal data (H3).
const accessLogFields = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  caller: '$context.authorizer.claims.sub',
  route: '$context.routeKey',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
  authorizerError: '$context.authorizer.error',
  integrationError: '$context.integrationErrorMessage',
}

/** One HTTP API a province; each service adds its own routes to it. */
export const provinceApi = (
  scope: Construct,
  province: Province,
  alarm: { readonly harm: string; readonly topic: ITopic },
): ProvinceApi => {
  const api = new CfnApi(scope, 'Api', { name: nameIn(province, 'api'), protocolType: 'HTTP' })
  const authorizer = new CfnAuthorizer(scope, 'Authorizer', {
    apiId: api.ref,
    name: 'jwt',
    authorizerType: 'JWT',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer: province.issuer, audience: [...province.audience] },
  })
  const logs = new LogGroup(scope, 'AccessLogs', {
    logGroupName: `/aws/vendedlogs/${nameIn(province, 'api')}`,
    retention: province.logRetentionDays,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  new CfnStage(scope, 'Stage', {
    apiId: api.ref,
    stageName: '$default',
    autoDeploy: true,
    accessLogSettings: { destinationArn: logs.logGroupArn, format: JSON.stringify(accessLogFields) },
    defaultRouteSettings: {
      throttlingRateLimit: province.throttle.ratePerSecond,
      throttlingBurstLimit: province.throttle.burst,
    },
  })
  // A function that fails, is throttled or takes too long is a 5xx to its caller, whichever of them it was.
  harmAlarm(scope, 'ApiFailing', {
    ...alarm,
    name: nameIn(province, 'api-failing'),
    metric: new Metric({
      namespace: 'AWS/ApiGateway',
      metricName: '5xx',
      dimensionsMap: { ApiId: api.ref },
      period: Duration.minutes(5),
      statistic: 'Sum',
    }),
    threshold: 5,
  })
  return { apiId: api.ref, authorizerId: authorizer.ref }
}
