import { localProvince } from '#infra/provinces/index.ts'
import { synthesise } from '#infra/synth.ts'

/** Run as a process of its own, so that the stack does not carry the synthesiser's memory: `<province> <outDir> <issuer> <signature>`. */
// Ctrl-C reaches the whole group; whoever started this waits for it and then stops, so that nothing is left half-written.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => undefined)

const [province = '', outDir = '', issuerOverride = '', signature] = process.argv.slice(2)
await synthesise({
  province: { ...localProvince(province), signature: signature === 'sm2' ? 'sm2' : 'ecdsa-p256' },
  outDir,
  issuerOverride,
})
