import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import type { Province } from '../provinces/province.ts'
import { type FunctionKind, nameIn } from './names.ts'

/** Everything of an import stands below this. */
export const importPrefix = 'imports/'

/** The service that takes the rows of uploaded files by its clock. */
export const importsFiles = (service: ServiceDeclaration): boolean => 'run-imports' in service.schedules

/** `http` signs the addresses to upload and fetch, `clock` reads the file and writes the error sheet. */
export const usesImports = (service: ServiceDeclaration, kind: FunctionKind): boolean =>
  importsFiles(service) && (kind === 'http' || kind === 'clock')

/** Uploaded directories hold personal data (H3): closed, encrypted, forgotten after 30 days, no older versions kept. */
export const importBucket = (scope: Construct, province: Province): Bucket =>
  new Bucket(scope, 'Imports', {
    // Bucket names are the whole world's: the account makes this one the province's own.
    bucketName: `${nameIn(province, 'imports')}-${Aws.ACCOUNT_ID}`,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    versioned: false,
    lifecycleRules: [
      { expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    removalPolicy: RemovalPolicy.RETAIN,
  })
