import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AwsSolutionsChecks } from 'cdk-nag'
import { expect, test } from 'vitest'
import { henan } from '../provinces/henan.ts'
import { fixtures } from './declarations.fixture.ts'
import { addProvince, newApp } from './province-stacks.ts'
import { writeBundles } from './synthesised.fixture.ts'

/** What stands on purpose: the finding, why, and the only resources that may have it. */
const accepted = [
  {
    rule: /^AwsSolutions-IAM5\[Resource::<Table\w+\.Arn>\/stream\/\*\]$/,
    why: 'listing the streams of one table: a stream’s own name is a time',
    where: /\/relay-role\//,
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:<AWS::Partition>:sqs:.*:rongxie-41-bank-\*\]$/,
    why: 'a bank’s queue is made when the bank is registered; the prefix is this province’s own',
    where: /^rongxie-41-bank-gateway\//,
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<Imports\w+\.Arn>\/imports\/\*\]$/,
    why: 'every import has a folder of its own below this prefix, and the bucket holds nothing else',
    where: /^rongxie-41-intake\/(http|clock)-role\//,
  },
  {
    rule: /^AwsSolutions-S1$/,
    why: 'who asked for an address stands in the commits; a log of object reads would need a bucket of its own',
    where: /^rongxie-41-intake\/Imports\//,
  },
  {
    rule: /^AwsSolutions-APIG4$/,
    why: 'a route that is declared public carries documents only',
    where: /^rongxie-41-reporting\/route-open$/,
  },
]

test('the AWS Solutions checks find nothing that is not accepted with a reason', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rongxie-nag-'))
  try {
    await writeBundles(join(folder, 'bundles'), fixtures)
    const app = newApp(join(folder, 'out'))
    addProvince(app, { province: henan, declarations: fixtures, bundleDir: join(folder, 'bundles') })
    const { violations } = new AwsSolutionsChecks(app).validateScope(app)
    const unexplained = violations.flatMap(({ ruleName, violatingResources = [] }) =>
      violatingResources
        .map(({ constructPath = '' }) => ({ ruleName, constructPath }))
        .filter(
          found => !accepted.some(a => a.rule.test(found.ruleName) && a.where.test(found.constructPath)),
        ),
    )
    expect(unexplained).toEqual([])
    expect(violations).toHaveLength(accepted.length)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
