import { findRegion } from '#shared/domain/regions.ts'
import type { Province } from './province.ts'

/** Any province on a laptop; the issuer is the runtime's own and is given when it is synthesised. */
export const localProvince = (code: string): Province => {
  const region = findRegion(`${code}0000`)
  if (!/^\d{2}$/.test(code) || region === undefined) throw new Error(`no province has the code ${code}`)
  return {
    code,
    name: region.name,
    partition: 'aws',
    region: 'ap-east-1',
    issuer: 'http://localhost:8787/oidc',
    audience: ['rongxie-api'],
    webhookLoopback: 'allowed',
    alarmEmails: [],
    logRetentionDays: 30,
    logLevel: 'INFO',
    throttle: { ratePerSecond: 10_000, burst: 5000 },
  }
}
