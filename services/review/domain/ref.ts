import type { ApplicationProfile } from '#shared/contracts/parts.ts'

/** Names an application in the events after its declaration. */
export const refOf = ({ applicationId, uscc, regionCode, townshipCode }: ApplicationProfile) => ({
  applicationId,
  uscc,
  regionCode,
  ...(townshipCode ? { townshipCode } : {}),
})
