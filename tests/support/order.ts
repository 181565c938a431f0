import { BaseSequencer, type TestSpecification } from 'vitest/node'

/**
 * What takes longest comes first, so that no worker is left alone with it at the end; of the journeys, those that
 * keep two cores busy run beside those that mostly wait. A fresh clone knows no durations, and sizes say nothing.
 */
const first = [
  'journeys/kill-and-resume',
  'journeys/after-the-push',
  'journeys/bank-kit',
  'journeys/county-to-loan',
  'journeys/bad-input',
  'journeys/another-county',
  'faults/chain',
  'histories/intake-review.int',
  'infra/local/import-file.int',
  'bank-gateway/webhook-delivery.int',
  '.int.test.ts',
]

const rankOf = ({ moduleId }: TestSpecification): number => {
  const at = first.findIndex(part => moduleId.includes(part))
  return at < 0 ? first.length : at
}

const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder

export default class Order extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files)
    return usual.toSorted((a, b) => groupOf(a) - groupOf(b) || rankOf(a) - rankOf(b))
  }
}
