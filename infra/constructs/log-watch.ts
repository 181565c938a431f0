import { Duration } from 'aws-cdk-lib'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import { harmAlarm } from './alarm.ts'

/** What a function counts in its log because no metric of AWS does: a field of the line, and the alarm's ending. */
const watched = {
  /** Banks' queues are made at run time and can have no alarm here: the clock counts, every quarter of an hour. */
  bankDeadLetters: 'bank-dead-letters',
  /** A list row that the table cannot hold. */
  skippedRows: 'skipped-rows',
} as const

/** An alarm on a field of a log line that is above zero. */
export const logWatch = (
  scope: Construct,
  field: keyof typeof watched,
  logGroup: ILogGroup,
  alarm: { readonly name: string; readonly harm: string; readonly topic: ITopic },
): void => {
  const ending = watched[field]
  const filter = new MetricFilter(scope, ending, {
    logGroup,
    filterPattern: FilterPattern.numberValue(`$.${field}`, '>', 0),
    metricNamespace: alarm.name,
    metricName: field,
    metricValue: `$.${field}`,
  })
  harmAlarm(scope, `${ending}-alarm`, {
    name: `${alarm.name}-${ending}`,
    harm: alarm.harm,
    metric: filter.metric({ period: Duration.minutes(15), statistic: 'Maximum' }),
    threshold: 1,
    topic: alarm.topic,
  })
}
