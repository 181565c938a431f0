import { Duration } from 'aws-cdk-lib'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { harmAlarm } from './alarm.ts'

/** The field of the clock's log line that counts a bank's dead letters. */
const field = 'bankDeadLetters'

/** Banks' queues are made at run time and can have no alarm here: the clock counts, its log line is the metric. */
export const deadLetterWatch = (
  scope: Construct,
  logGroup: ILogGroup,
  alarm: { readonly name: string; readonly harm: string; readonly topic: ITopic },
): void => {
  const filter = new MetricFilter(scope, 'bank-dead-letters', {
    logGroup,
    filterPattern: FilterPattern.numberValue(`$.${field}`, '>', 0),
    metricNamespace: alarm.name,
    metricName: field,
    metricValue: `$.${field}`,
  })
  harmAlarm(scope, 'bank-dead-letters-alarm', {
    name: `${alarm.name}-bank-dead-letters`,
    harm: alarm.harm,
    // Counted every quarter of an hour.
    metric: filter.metric({ period: Duration.minutes(15), statistic: 'Maximum' }),
    threshold: 1,
    topic: alarm.topic,
  })
}
