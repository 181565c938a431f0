import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose'
import type { RouteSpec } from '../assembly/api.ts'
import type { Authorized } from './event.ts'
import { gatewayAnswer, type HttpAnswer } from './response.ts'

export type Decision =
  | { readonly allowed: true; readonly authorized: Authorized }
  | { readonly allowed: false; readonly answer: HttpAnswer }

/** A claim as the gateway hands it on: always a string. */
export const claimText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`
  if (typeof value === 'object' && value !== null)
    return `map[${Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => `${name}:${claimText(inner)}`)
      .join(' ')}]`
  return String(value)
}

const unauthorized = (description?: string): Decision => ({
  allowed: false,
  answer: gatewayAnswer(401, 'Unauthorized', {
    'www-authenticate':
      description === undefined
        ? 'Bearer'
        : `Bearer scope="" error="invalid_token" error_description="${description}"`,
  }),
})

const forbidden: Decision = {
  allowed: false,
  answer: gatewayAnswer(403, 'Forbidden', {
    'www-authenticate': 'Bearer scope="" error="insufficient_scope"',
  }),
}

/** `client_id` stands in for the audience only in a token that has none. */
const audiencesOf = ({ aud, client_id }: JWTPayload): readonly unknown[] =>
  aud === undefined ? [client_id] : [aud].flat()

const scopesOf = ({ scope, scp }: JWTPayload): readonly string[] =>
  [scope ?? scp ?? []]
    .flat()
    .flatMap(text => String(text).split(' '))
    .filter(text => text !== '')

const describe = (error: unknown): string => {
  if (error instanceof errors.JWTExpired) return 'the token has expired'
  if (error instanceof errors.JWTClaimValidationFailed)
    return `the claim ${error.claim} of the token does not fit`
  return 'the token is not valid'
}

/** Checks tokens as the JWT authorizer of an HTTP API does: RS256 by the issuer's keys, iss, aud, exp, nbf, scopes. */
export const makeAuthorizer = (keys: JSONWebKeySet, issuer: string) => {
  const keySet = createLocalJWKSet(keys)
  return async (
    authorizer: NonNullable<RouteSpec['authorizer']>,
    authorization: string | undefined,
  ): Promise<Decision> => {
    const token = authorization?.replace(/^bearer\s+/i, '')
    if (token === undefined || token === '') return unauthorized()
    try {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: ['RS256'],
        issuer,
        requiredClaims: ['exp'],
      })
      const wanted: readonly unknown[] = authorizer.audience
      if (!audiencesOf(payload).some(audience => wanted.includes(audience)))
        return unauthorized('the audience of the token does not fit')
      const scopes = scopesOf(payload)
      if (authorizer.scopes.length > 0 && !authorizer.scopes.some(scope => scopes.includes(scope)))
        return forbidden
      const claims = Object.fromEntries(
        Object.entries(payload).map(([name, value]) => [name, claimText(value)]),
      )
      return {
        allowed: true,
        authorized: { claims, scopes: authorizer.scopes.length > 0 ? scopes : null },
      }
    } catch (error) {
      return unauthorized(describe(error))
    }
  }
}
