import { Duration } from 'aws-cdk-lib'
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import {
  EventSourceMapping,
  FilterCriteria,
  FilterRule,
  type Function as LambdaFunction,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { ServiceDeclaration } from '#shared/service/declaration.ts'
import type { Province } from '../provinces/province.ts'
import { harmAlarm } from './alarm.ts'
import { nameIn } from './names.ts'

type Alarming = { readonly name: string; readonly harm: string; readonly topic: ITopic }

/**
 * A burst, as a large file brings, is worked off by so many at once: more would take the account's functions from the
 * API, and on the same counters they would lose their races until messages are dead.
 */
const mostInboxes = 10

/** Messages go to the function in tens; only the failed ones of a batch come back. */
export const readInbox = (scope: Construct, inbox: LambdaFunction, queue: IQueue): void => {
  new EventSourceMapping(scope, 'inbox-source', {
    target: inbox,
    eventSourceArn: queue.queueArn,
    batchSize: 10,
    maxConcurrency: mostInboxes,
    reportBatchItemFailures: true,
  })
}

/** One receiver an invocation: what one address takes of time is no other's loss. */
export const readDeliveries = (scope: Construct, deliver: LambdaFunction, queue: IQueue): void => {
  new EventSourceMapping(scope, 'deliver-source', {
    target: deliver,
    eventSourceArn: queue.queueArn,
    batchSize: 1,
  })
}

/** Commits go to the relay until it takes them: giving one up would lose its events, so there is no age or try limit. */
export const readCommits = (
  scope: Construct,
  relay: LambdaFunction,
  streamArn: string,
  alarm: Alarming,
): void => {
  new EventSourceMapping(scope, 'relay-source', {
    target: relay,
    eventSourceArn: streamArn,
    startingPosition: StartingPosition.TRIM_HORIZON,
    batchSize: 100,
    bisectBatchOnError: true,
    reportBatchItemFailures: true,
    retryAttempts: -1,
    // The relay writes views into the same table; those must not wake it again.
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual('INSERT'),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith('C#') } } },
      }),
    ],
  })
  harmAlarm(scope, 'relay-late', {
    name: `${alarm.name}-late`,
    harm: alarm.harm,
    metric: relay.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
    threshold: Duration.minutes(5).toMilliseconds(),
    topic: alarm.topic,
  })
}

/** `rate(60 minutes)` rather than an hour: one spelling for every length. */
export const rateOf = (minutes: number): string => `rate(${minutes} minute${minutes === 1 ? '' : 's'})`

export const runSchedules = (
  scope: Construct,
  clock: LambdaFunction,
  service: ServiceDeclaration,
  province: Province,
  alarm: Alarming,
): void => {
  for (const [name, { everyMinutes, why }] of Object.entries(service.schedules)) {
    new Rule(scope, `schedule-${name}`, {
      ruleName: nameIn(province, service.name, name),
      description: why,
      schedule: Schedule.expression(rateOf(everyMinutes)),
      targets: [new LambdaTarget(clock, { event: RuleTargetInput.fromObject({ schedule: name }) })],
    })
  }
  harmAlarm(scope, 'clock-failing', {
    name: `${alarm.name}-failing`,
    harm: alarm.harm,
    metric: clock.metricErrors({ period: Duration.minutes(15), statistic: 'Sum' }),
    threshold: 3,
    topic: alarm.topic,
  })
}
