import { henan } from './henan.ts'
import type { Province } from './province.ts'
import { sichuan } from './sichuan.ts'

export { localProvince } from './local.ts'
export type { Province } from './province.ts'

/** Every province with a file here; one more file, one more line. */
export const provinces: readonly Province[] = [sichuan, henan]
