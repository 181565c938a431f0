import type { Context, Token } from 'oidc-provider'
import { type Identity, identityOf } from '../identities.ts'
import { makeAdapters } from './adapter.ts'
import { clientOf } from './clients.ts'
import type { IssuerKeys } from './issuer-keys.ts'
import { errorPage, signedOutPage, signOutPage } from './pages.ts'

/** Resource behind every access token; callers need not name it. */
const apiResource = 'urn:rongxie:api'
const tokenSeconds = 3600

const claimsOf = ({ role, region, org, bank, name }: Identity) => ({
  role,
  region,
  org,
  ...(bank === undefined ? {} : { bank }),
  name,
})

const html = (context: Context, body: string): void => {
  context.type = 'html'
  context.body = body
}

/** Whoever has signed in has agreed: this issuer and its one console belong together. */
const grantFor = async ({ oidc }: Context) => {
  const { Grant } = oidc.provider
  const grant = new Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
  grant.addOIDCScope('openid profile')
  grant.addResourceScope(apiResource, '')
  await grant.save()
  return grant
}

const accountOf = (_context: unknown, id: string) => {
  const identity = identityOf(id)
  return identity && { accountId: id, claims: async () => ({ ...claimsOf(identity), sub: id }) }
}

export const configurationOf = (
  keys: IssuerKeys,
  baseUrl: string,
  audience: string,
): Record<string, unknown> => ({
  adapter: makeAdapters(id => clientOf(id, baseUrl)),
  jwks: keys.jwks,
  cookies: { keys: [keys.cookieSecret] },
  claims: { openid: ['sub'], profile: ['name', 'role', 'region', 'org'] },
  conformIdTokenClaims: false,
  // A browser names its origin even on the same one; the console's own is the only one.
  clientBasedCORS: (_context: unknown, origin: string) => origin === new URL(baseUrl).origin,
  extraTokenClaims: (_context: unknown, token: Token) => {
    const identity = identityOf(token.accountId ?? token.clientId)
    return identity && claimsOf(identity)
  },
  findAccount: accountOf,
  loadExistingGrant: grantFor,
  interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/oidc/sign-in/${uid}` },
  pkce: { required: () => true },
  renderError: (context: Context, { error, error_description }: Record<string, string>) =>
    html(context, errorPage(error ?? '', error_description ?? '')),
  routes: { authorization: '/auth', token: '/token', end_session: '/sign-out' },
  scopes: ['openid', 'profile'],
  ttl: {
    AccessToken: tokenSeconds,
    ClientCredentials: tokenSeconds,
    IdToken: tokenSeconds,
    AuthorizationCode: 60,
    Interaction: 3600,
    Session: 86_400,
    Grant: 86_400,
  },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => apiResource,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({
        scope: '',
        audience,
        accessTokenTTL: tokenSeconds,
        accessTokenFormat: 'jwt',
        jwt: { sign: { alg: 'RS256' } },
      }),
    },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (context: Context, form: string) =>
        html(
          context,
          signOutPage(form.replace('</form>', '<input type="hidden" name="logout" value="yes"></form>')),
        ),
      postLogoutSuccessSource: (context: Context) => html(context, signedOutPage()),
    },
  },
})
