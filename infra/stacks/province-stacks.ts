import { App } from 'aws-cdk-lib'
import { type Declarations, flowProblems } from '../flow.ts'
import type { Province } from '../provinces/province.ts'
import { serviceStack } from './service-stack.ts'
import { sharedStack } from './shared-stack.ts'

/** Settings stand here and not in `cdk.json`, so that the same templates come out with and without the CLI. */
export const newApp = (outDir: string): App =>
  new App({
    outdir: outDir,
    analyticsReporting: false,
    treeMetadata: false,
    context: {
      'aws:cdk:enable-path-metadata': false,
      'aws:cdk:enable-asset-metadata': false,
      // An inbox or key that a service still uses cannot be taken away.
      '@aws-cdk/core:defaultCrossStackReferences': 'strong',
    },
  })

/** All stacks of one province. */
export const addProvince = (
  app: App,
  given: { readonly province: Province; readonly declarations: Declarations; readonly bundleDir: string },
): void => {
  const problems = flowProblems(given.declarations)
  if (problems.length > 0) throw new Error(`the services do not fit together:\n${problems.join('\n')}`)
  const shared = sharedStack(app, given.province, given.declarations)
  for (const service of given.declarations) serviceStack(app, { ...given, service, shared })
}
