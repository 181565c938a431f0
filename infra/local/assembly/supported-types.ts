import type { Assembly } from './read-assembly.ts'

/** What the runtime runs. */
export const supportedTypes = [
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Authorizer',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::DynamoDB::GlobalTable',
  'AWS::Events::Rule',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
] as const

export type SupportedType = (typeof supportedTypes)[number]

/** What has no effect on one machine: rights, logs and alarms are the cloud's, everything here is one person's. */
export const ignoredTypes = [
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::Permission',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::S3::BucketPolicy',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::SQS::QueuePolicy',
] as const

const known = new Set<string>([...supportedTypes, ...ignoredTypes])

/** Refuses a template that asks for more than this runtime does: silence would test something else than what is deployed. */
export const checkSupported = (assembly: Assembly): void => {
  const unknown = assembly.templates.flatMap(template => template.resources).filter(r => !known.has(r.type))
  if (unknown.length === 0) return
  const lines = unknown.map(({ stack, id, type }) => `  栈 ${stack}，资源 ${id}，类型 ${type}`)
  throw new Error(`本地运行环境不支持模板中的下列资源：\n${lines.join('\n')}`)
}
