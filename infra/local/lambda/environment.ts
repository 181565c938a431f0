import type { FunctionSpec } from '../assembly/functions.ts'

export type EngineEndpoints = {
  readonly dynamodb: string
  readonly sqs: string
  readonly s3: string
  readonly kms: string
}

/** A function's whole environment: what the template says and what Lambda adds, with the local endpoints. */
export const environmentFor = (
  spec: FunctionSpec,
  region: string,
  endpoints: EngineEndpoints,
): Record<string, string> => ({
  ...spec.environment,
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_S3: endpoints.s3,
  AWS_ENDPOINT_URL_KMS: endpoints.kms,
  // Nothing of the machine's own profile, and no question to a metadata service.
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: spec.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  LAMBDA_TASK_ROOT: spec.codeDir,
  _HANDLER: spec.handler,
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  ...(process.env.PATH === undefined ? {} : { PATH: process.env.PATH }),
})
