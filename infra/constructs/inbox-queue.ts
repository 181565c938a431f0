import { Duration } from 'aws-cdk-lib'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { harmAlarm } from './alarm.ts'

export const maxReceiveCount = 5

/** Longer than a burst takes, and no longer than a message needs to be tried five times. */
const lateAfter = Duration.minutes(15)

/** A queue, its dead-letter queue and the alarms on both: none of them comes without the others. */
export const inboxQueue = (
  scope: Construct,
  id: string,
  props: {
    readonly name: string
    /** A Chinese sentence: who is harmed when a message ends in the dead-letter queue. */
    readonly harm: string
    /** A Chinese sentence: who is harmed while messages wait. */
    readonly late: string
    /** Timeout of the function that reads it. */
    readonly timeoutSeconds: number
    readonly topic: ITopic
  },
): Queue => {
  const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true }
  const deadLetters = new Queue(scope, `${id}DeadLetters`, {
    ...common,
    queueName: `${props.name}-dead-letters`,
    retentionPeriod: Duration.days(14),
  })
  harmAlarm(scope, `${id}DeadLettersAlarm`, {
    name: `${props.name}-dead-letters`,
    harm: props.harm,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
    threshold: 1,
    topic: props.topic,
  })
  const queue = new Queue(scope, id, {
    ...common,
    queueName: props.name,
    // Six function timeouts: a slow batch is not handed out a second time while it still runs.
    visibilityTimeout: Duration.seconds(6 * props.timeoutSeconds),
    // Shorter than the dead-letter queue's: a message keeps its age when it moves.
    retentionPeriod: Duration.days(4),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
  })
  // Errors, throttles and slowness of the reader all come to this: messages grow old.
  harmAlarm(scope, `${id}LateAlarm`, {
    name: `${props.name}-late`,
    harm: props.late,
    metric: queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: lateAfter.toSeconds(),
    topic: props.topic,
  })
  return queue
}
