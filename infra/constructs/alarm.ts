import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'

/** Every alarm goes through here: who is harmed is the first thing the person woken by it reads. */
export const harmAlarm = (
  scope: Construct,
  id: string,
  props: {
    readonly name: string
    /** A Chinese sentence: who is harmed while this alarm stands. */
    readonly harm: string
    readonly metric: IMetric
    readonly threshold: number
    readonly topic: ITopic
  },
): Alarm => {
  const alarm = new Alarm(scope, id, {
    alarmName: props.name,
    alarmDescription: props.harm,
    metric: props.metric,
    threshold: props.threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  })
  alarm.addAlarmAction(new SnsAction(props.topic))
  return alarm
}
