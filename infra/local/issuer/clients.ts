import { identityOf, localSecret } from '../identities.ts'

/** The console's client id: a public client that signs people in by code and PKCE. */
export const consoleClient = 'console'

const machine = (clientId: string) => ({
  client_id: clientId,
  client_secret: localSecret,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
})

const console_ = (baseUrl: string) => ({
  client_id: consoleClient,
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  response_types: ['code'],
  redirect_uris: [`${baseUrl}/reports/`],
  post_logout_redirect_uris: [`${baseUrl}/reports/`],
})

/** The client behind an id, made up on the spot; undefined for an id that stands for nobody. */
export const clientOf = (clientId: string, baseUrl: string): Record<string, unknown> | undefined => {
  if (clientId === consoleClient) return console_(baseUrl)
  return identityOf(clientId) === undefined ? undefined : machine(clientId)
}
