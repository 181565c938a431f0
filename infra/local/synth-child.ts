import { localProvince } from '#infra/provinces/index.ts'
import { synthesise } from '#infra/synth.ts'

/** Run as a process of its own, so that the stack does not carry the synthesiser's memory: `<province> <outDir> <issuer>`. */
const [province = '', outDir = '', issuerOverride = ''] = process.argv.slice(2)
await synthesise({ province: localProvince(province), outDir, issuerOverride })
