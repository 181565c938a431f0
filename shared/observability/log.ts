import { Logger } from '@aws-lambda-powertools/logger'

export type Fields = { readonly [key: string]: string | number | boolean | undefined }

/** Structured log lines. Only ids, codes and counts go in: no body, no personal data (H3). */
export type Log = {
  readonly info: (message: string, fields?: Fields) => void
  readonly warn: (message: string, fields?: Fields) => void
  readonly error: (message: string, fields?: Fields) => void
}

export const makeLog = (service: string): Log => {
  const logger = new Logger({ serviceName: service })
  return {
    info: (message, fields = {}) => logger.info(message, fields),
    warn: (message, fields = {}) => logger.warn(message, fields),
    error: (message, fields = {}) => logger.error(message, fields),
  }
}
