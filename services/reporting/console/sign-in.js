/** Sign-in by OIDC authorization code with PKCE (RFC 7636); the token lives as long as the tab. */
const tokenKey = 'rongxie.token'
const pendingKey = 'rongxie.pending'

const base64url = bytes =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)))

const challengeOf = async verifier =>
  base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))

const redirectUri = () => `${location.origin}/reports/`

const stored = key => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

const json = async (url, options) => {
  const answer = await fetch(url, options)
  if (!answer.ok) throw new Error(`登录服务应答 ${answer.status}`)
  return await answer.json()
}

const discover = async ({ issuer }) => {
  if (issuer === '') throw new Error('本系统未配置登录服务，请联系运维。')
  return await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
}

export const readConfig = async () => {
  const config = await json('/reports/config.json')
  // The issuer knows this machine by one name only; loopback has two.
  const issuer = config.issuer === '' ? undefined : new URL(config.issuer)
  if (issuer?.hostname === 'localhost' && location.hostname === '127.0.0.1')
    location.replace(location.href.replace('//127.0.0.1', '//localhost'))
  return config
}

/** The token of this tab, or undefined when there is none or it has run out. */
export const currentToken = () => {
  const token = stored(tokenKey)
  return token && token.expiresAt > Date.now() ? token.accessToken : undefined
}

export const forget = () => sessionStorage.removeItem(tokenKey)

/** Goes to the issuer; it comes back with a code. */
export const signIn = async config => {
  const { authorization_endpoint } = await discover(config)
  const pending = { state: random(), verifier: random(), hash: location.hash }
  sessionStorage.setItem(pendingKey, JSON.stringify(pending))
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: config.clientId,
    redirect_uri: redirectUri(),
    scope: config.scope,
    state: pending.state,
    code_challenge: await challengeOf(pending.verifier),
    code_challenge_method: 'S256',
  })
  location.assign(`${authorization_endpoint}?${query}`)
}

/** Takes the code that the issuer sent back, if there is one, and leaves a clean address. */
export const finishSignIn = async config => {
  const query = new URLSearchParams(location.search)
  if (!query.has('code') && !query.has('error')) return
  const pending = stored(pendingKey)
  sessionStorage.removeItem(pendingKey)
  history.replaceState(null, '', `/reports/${pending?.hash ?? ''}`)
  if (query.has('error'))
    throw new Error(`登录未完成：${query.get('error_description') ?? query.get('error')}`)
  if (pending?.state !== query.get('state')) throw new Error('登录应答与本页的请求不符，请重新登录。')
  const { token_endpoint } = await discover(config)
  const token = await json(token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: config.clientId,
      redirect_uri: redirectUri(),
      code: query.get('code') ?? '',
      code_verifier: pending.verifier,
    }),
  })
  const held = {
    accessToken: token.access_token,
    idToken: token.id_token,
    expiresAt: Date.now() + (token.expires_in ?? 3600) * 1000,
  }
  sessionStorage.setItem(tokenKey, JSON.stringify(held))
}

/** Ends the session here and at the issuer. */
export const signOut = async config => {
  const idToken = stored(tokenKey)?.idToken
  forget()
  const { end_session_endpoint } = await discover(config)
  if (end_session_endpoint === undefined) return location.assign('/reports/')
  const query = new URLSearchParams({
    client_id: config.clientId,
    post_logout_redirect_uri: redirectUri(),
    ...(idToken ? { id_token_hint: idToken } : {}),
  })
  return location.assign(`${end_session_endpoint}?${query}`)
}
