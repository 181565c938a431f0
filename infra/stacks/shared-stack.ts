import { Aws, Stack } from 'aws-cdk-lib'
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { App } from 'aws-cdk-lib/core'
import type { ServiceName } from '#shared/service/declaration.ts'
import { type ProvinceApi, provinceApi } from '../constructs/api.ts'
import { timeouts } from '../constructs/function-settings.ts'
import { inboxQueue } from '../constructs/inbox-queue.ts'
import { type Keys, keysOf } from '../constructs/keys.ts'
import { nameIn } from '../constructs/names.ts'
import { consumes, type Declarations } from '../flow.ts'
import type { Province } from '../provinces/province.ts'
import { apiHarm, harms, lateHarm } from './harms.ts'
import { stackProps } from './stack-props.ts'

export type Shared = {
  readonly stack: Stack
  readonly alarms: Topic
  readonly inboxes: { readonly [S in ServiceName]?: Queue }
  readonly keys: Keys
  readonly api: ProvinceApi
}

const alarmTopic = (stack: Stack, province: Province): Topic => {
  const topic = new Topic(stack, 'Alarms', { topicName: nameIn(province, 'alarms'), enforceSSL: true })
  // A topic policy replaces the default one, so the alarms must be let in by name.
  topic.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  )
  for (const address of province.alarmEmails) topic.addSubscription(new EmailSubscription(address))
  return topic
}

/**
 * What more than one service holds on to: keys, the API and every inbox.
 * Services send to each other in both directions, so the queues cannot stand in their stacks.
 */
export const sharedStack = (app: App, province: Province, declarations: Declarations): Shared => {
  const stack = new Stack(
    app,
    nameIn(province, 'shared'),
    stackProps(province, '各服务共用：收件队列、密钥、接口'),
  )
  const alarms = alarmTopic(stack, province)
  const inboxes = Object.fromEntries(
    declarations.filter(consumes).map(({ name, title }) => [
      name,
      inboxQueue(stack, `Inbox-${name}`, {
        name: nameIn(province, name, 'inbox'),
        harm: harms[name].inbox,
        late: lateHarm(title),
        timeoutSeconds: timeouts.inbox,
        topic: alarms,
      }),
    ]),
  )
  return {
    stack,
    alarms,
    inboxes,
    keys: keysOf(stack, province, declarations),
    api: provinceApi(stack, province, { harm: apiHarm, topic: alarms }),
  }
}
