import { noValue, resolveIntrinsics } from './intrinsics.ts'
import type { Assembly, Resource } from './read-assembly.ts'

/** The account every local name belongs to; the queue engine knows no other. */
export const localAccount = '000000000000'

/** Names and addresses that only the running engines know. */
export type EngineNames = {
  readonly queueUrl: (queueName: string) => string
  readonly queueArn: (queueName: string) => string
  readonly streamArn: (tableName: string) => string
  readonly keyId: (stack: string, id: string) => string
  readonly apiEndpoint: string
}

export type Resolver = {
  readonly resolve: (stack: string, value: unknown) => unknown
  /** Physical name of a resource: as the template says, else from stack and logical id. */
  readonly nameOf: (resource: Resource) => string
  readonly arnOf: (service: string, rest: string) => string
}

const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Events::Rule': 'Name',
  'AWS::KMS::Alias': 'AliasName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::SNS::Topic': 'TopicName',
}

/** Gives every intrinsic function of the assembly its local value, across stacks. */
export const makeResolver = (assembly: Assembly, engines: EngineNames): Resolver => {
  const { region, partition, templates } = assembly
  const byId = new Map(
    templates.flatMap(({ stack, resources }) => resources.map(r => [`${stack}/${r.id}`, r] as const)),
  )
  const parameters = new Map(templates.map(template => [template.stack, template.parameters]))

  const arnOf = (service: string, rest: string) =>
    `arn:${partition}:${service}:${region}:${localAccount}:${rest}`

  const pseudo = (stack: string): Readonly<Record<string, unknown>> => ({
    'AWS::AccountId': localAccount,
    'AWS::NoValue': noValue,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::StackId': arnOf('cloudformation', `stack/${stack}/local`),
    'AWS::StackName': stack,
    'AWS::URLSuffix': 'localhost',
  })

  const find = (stack: string, id: string): Resource => {
    const resource = byId.get(`${stack}/${id}`)
    if (resource === undefined) throw new Error(`栈 ${stack} 中没有资源 ${id}`)
    return resource
  }

  const nameOf = (resource: Resource): string => {
    const given = resource.properties[nameProperties[resource.type] ?? '']
    return given === undefined ? `${resource.stack}-${resource.id}` : String(resolve(resource.stack, given))
  }

  const refTo = (resource: Resource): string => {
    if (resource.type === 'AWS::SQS::Queue') return engines.queueUrl(nameOf(resource))
    if (resource.type === 'AWS::KMS::Key') return engines.keyId(resource.stack, resource.id)
    if (resource.type === 'AWS::SNS::Topic') return arnOf('sns', nameOf(resource))
    return nameOf(resource)
  }

  const attributesOf = (resource: Resource): Readonly<Record<string, () => string>> => {
    const name = nameOf(resource)
    switch (resource.type) {
      case 'AWS::DynamoDB::GlobalTable':
        return {
          Arn: () => arnOf('dynamodb', `table/${name}`),
          StreamArn: () => engines.streamArn(name),
        }
      case 'AWS::SQS::Queue':
        return {
          Arn: () => engines.queueArn(name),
          QueueName: () => name,
          QueueUrl: () => engines.queueUrl(name),
        }
      case 'AWS::Lambda::Function':
        return { Arn: () => arnOf('lambda', `function:${name}`) }
      case 'AWS::KMS::Key': {
        const id = engines.keyId(resource.stack, resource.id)
        return { Arn: () => arnOf('kms', `key/${id}`), KeyId: () => id }
      }
      case 'AWS::S3::Bucket':
        return { Arn: () => `arn:${partition}:s3:::${name}` }
      case 'AWS::ApiGatewayV2::Api':
        return { ApiId: () => name, ApiEndpoint: () => engines.apiEndpoint }
      case 'AWS::ApiGatewayV2::Authorizer':
        return { AuthorizerId: () => name }
      default:
        return { Arn: () => arnOf(resource.type.split('::')[1]?.toLowerCase() ?? '', name) }
    }
  }

  const exported = (name: string): unknown => {
    for (const template of templates) {
      const found = template.exports.find(entry => resolve(template.stack, entry.name) === name)
      if (found !== undefined) return resolve(template.stack, found.value)
    }
    throw new Error(`没有栈输出 ${name}`)
  }

  const resolve = (stack: string, value: unknown): unknown =>
    resolveIntrinsics(value, {
      ref: name => {
        const known = pseudo(stack)[name] ?? parameters.get(stack)?.[name]
        return known ?? refTo(find(stack, name))
      },
      getAtt: (id, attribute) => {
        const resource = find(stack, id)
        const read = attributesOf(resource)[attribute]
        if (read === undefined) throw new Error(`栈 ${stack} 的资源 ${id} 没有属性 ${attribute}`)
        return read()
      },
      importValue: exported,
    })

  return { resolve, nameOf, arnOf }
}
