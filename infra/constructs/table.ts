import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Construct } from 'constructs'

export const listsIndex = 'lists'

export type CommitTable = { readonly table: TableV2; readonly streamArn: string }

/** One table a service: commits and views; the stream is the outbox, so it carries whole items. */
export const commitTable = (scope: Construct, id: string, props: { readonly name: string }): CommitTable => {
  const string = (name: string) => ({ name, type: AttributeType.STRING })
  const table = new TableV2(scope, id, {
    tableName: props.name,
    partitionKey: string('pk'),
    sortKey: string('sk'),
    globalSecondaryIndexes: [
      {
        indexName: listsIndex,
        partitionKey: string('listPk'),
        sortKey: string('listSk'),
        projectionType: ProjectionType.ALL,
      },
    ],
    billing: Billing.onDemand(),
    dynamoStream: StreamViewType.NEW_IMAGE,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
  if (table.tableStreamArn === undefined) throw new Error(`table ${props.name} has no stream`)
  return { table, streamArn: table.tableStreamArn }
}
