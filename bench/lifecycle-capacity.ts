import { connect } from '#infra/local/demo/api.ts'
import { shanghaiDay } from '#shared/domain/days.ts'
import { type Consumed, startCountingDynamoDb } from './counting-dynamodb.ts'
import { workAtBank } from './lifecycle-bank.ts'
import { bankIdAt, county, pushAll, recommend, registerBanks } from './lifecycle-county.ts'
import { startBenchStack } from './stack.ts'
import { timings } from './timings.ts'

const referrals = 100
const banks = 10

const each = (units: number): string => (units / referrals).toFixed(1)

const service = ({ table }: { readonly table: string }): string => table.replace(/^rongxie-\d\d-/, '')

/** Summed by `nameOf`, the largest first; what is less than a tenth of a unit is left out. */
const summed = (
  consumed: Consumed,
  way: 'writes' | 'reads',
  nameOf: (one: Consumed[number]) => string,
): string => {
  const sums = new Map<string, number>()
  for (const one of consumed) sums.set(nameOf(one), (sums.get(nameOf(one)) ?? 0) + one[way])
  return [...sums]
    .filter(([, units]) => units >= referrals / 10)
    .toSorted(([, one], [, other]) => other - one)
    .map(([name, units]) => `${name} ${each(units)}`)
    .join(', ')
}

/**
 * What one referral costs in DynamoDB from the recommendation on: capacity units as the engine counts them for every call,
 * transactions double, index rows included; conditional writes that were refused are charged too and counted apart.
 * A run of its own, as the counting itself takes time.
 */
export const capacityPerReferral = async (say: (what: string, value: string) => void): Promise<void> => {
  const counting = await startCountingDynamoDb()
  try {
    const stack = await startBenchStack(county, { env: { DYNAMODB_ENDPOINT: counting.endpoint } })
    try {
      const api = connect(stack.baseUrl, 'capacity')
      const today = shanghaiDay(new Date().toISOString())
      await registerBanks(api, banks)
      await stack.settled()
      counting.forget()
      const wishes = Array.from({ length: referrals / 2 }, (_, index) => ({
        number: index + 1,
        bankIds: [bankIdAt(index % banks), bankIdAt((index + 1) % banks)],
      }))
      await recommend(stack, wishes, today)
      await stack.settled()
      const pushed = await pushAll(api, 'capacity', timings())
      await stack.settled()
      await Promise.all(
        [...pushed].map(([bankId, expected]) =>
          workAtBank({ client: api.as(`bank-${bankId}`), expected, today, timings: timings() }),
        ),
      )
      await stack.settled()
      const consumed = counting.consumed()
      const sum = (kind: 'writes' | 'reads' | 'refused') =>
        consumed.reduce((total, units) => total + units[kind], 0)
      say('  write units a referral', `${each(sum('writes'))} (${summed(consumed, 'writes', service)})`)
      say('  read units a referral', `${each(sum('reads'))} (${summed(consumed, 'reads', service)})`)
      say(
        '  of the writes',
        summed(consumed, 'writes', one => `${service(one)} ${one.kind}`),
      )
      say('  conditional writes refused a referral', each(sum('refused')))
    } finally {
      await stack.stop()
    }
  } finally {
    await counting.stop()
  }
}
