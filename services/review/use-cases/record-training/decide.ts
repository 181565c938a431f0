import { accept, type Decision, unchanged } from '#shared/domain/decision.ts'
import { correctsUnknown, inFuture, invalidRecord, regionUnknown } from '../../domain/record-checks.ts'
import type { RefusalCode } from '../../domain/refusals.ts'
import type { Training, TrainingEvent, TrainingFile } from '../../domain/training.ts'

export type TrainingRecorded = { readonly trainingId: string; readonly attended: number }

/** A5: a training that was held, with its evidence; a person stands once on the sheet. */
export const recordTraining = (
  state: Training,
  {
    file,
    corrected,
  }: { readonly file: TrainingFile; readonly corrected?: { readonly regionCode: string } | undefined },
): Decision<TrainingEvent, TrainingRecorded, RefusalCode> => {
  const { trainingId, regionCode, heldOn, attended, corrects, recordedAt } = file
  const result = { trainingId, attended: attended.length }
  if (state.status !== 'none') return unchanged(result)
  const keys = attended.map(({ org, sub }) => JSON.stringify([org, sub]))
  const wrong = invalidRecord([
    ...regionUnknown(regionCode),
    ...inFuture('/heldOn', heldOn, recordedAt),
    ...keys.flatMap((key, index) =>
      keys.indexOf(key) < index
        ? [{ pointer: `/attended/${index}`, code: 'twice', detail: '同一单位的同一人员重复' }]
        : [],
    ),
    ...correctsUnknown(corrects, corrected, regionCode),
  ])
  return wrong ?? accept([{ type: 'training-recorded', data: file }], result)
}
