import { type Api, expectOk } from '#infra/local/demo/api.ts'
import { application, enterprise } from '../tests/support/story.ts'
import { percentile } from './timings.ts'

const warmUp = 40
const measured = 200

/** Latency of one application after another, each of another enterprise, from one caller with a warm stack. */
export const callsOneByOne = async (
  api: Api,
  county: string,
): Promise<{ p50: number; p95: number; count: number }> => {
  const office = api.as(`task-force-${county}`)
  const listed = Array.from({ length: warmUp + measured }, (_, index) => enterprise(90_000 + index))
  await office.postAll('/intake/v1/target-lists', listed, 'bench list')
  const took: number[] = []
  for (const [index, { uscc }] of listed.entries()) {
    const began = performance.now()
    const reply = await office.post('/intake/v1/applications', application(uscc, ['icbc-tongchuan']), uscc)
    const ms = performance.now() - began
    expectOk(uscc, reply)
    if (index >= warmUp) took.push(ms)
  }
  took.sort((a, b) => a - b)
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), count: took.length }
}
