import { join } from 'node:path'
import { provinces } from './provinces/index.ts'
import { synthesiseAll } from './synth.ts'
import { declarations } from './topology.ts'

// The CDK CLI names the folder itself; without it the stacks go where the CLI would look for them.
const outDir = process.env.CDK_OUTDIR ?? join(import.meta.dirname, '..', 'cdk.out')
await synthesiseAll({ provinces, declarations, outDir })
