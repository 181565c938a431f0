import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Architecture, type Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { ServiceName } from '#shared/service/declaration.ts'
import type { Province } from '../provinces/province.ts'
import { timeouts } from './function-settings.ts'
import { type FunctionKind, functionName } from './names.ts'

/** One function with a role of its own; the four of a service share one bundle and differ in the export they run. */
export const serviceFunction = (
  scope: Construct,
  props: {
    readonly province: Province
    readonly service: ServiceName
    readonly kind: FunctionKind
    readonly code: Code
    readonly memoryMb: number
    readonly environment: Record<string, string>
    readonly grants: readonly PolicyStatement[]
  },
): LambdaFunction => {
  const { province, service, kind } = props
  const name = functionName(province, service, kind)
  const logGroup = new LogGroup(scope, `${kind}-logs`, {
    logGroupName: `/aws/lambda/${name}`,
    retention: province.logRetentionDays,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  // Inline in the role, so that no event source starts before its rights are there.
  const role = new Role(scope, `${kind}-role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      logs: new PolicyDocument({
        statements: [
          new PolicyStatement({
            actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            resources: [logGroup.logGroupArn],
          }),
        ],
      }),
      calls: new PolicyDocument({ statements: [...props.grants] }),
    },
  })
  return new LambdaFunction(scope, kind, {
    functionName: name,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: `index.${kind}`,
    code: props.code,
    memorySize: props.memoryMb,
    timeout: Duration.seconds(timeouts[kind]),
    environment: props.environment,
    role,
    logGroup,
  })
}
