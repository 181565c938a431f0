/** Files anyone may fetch; none holds a figure or the name of anybody. */
export const consoleFiles = [
  'console.css',
  'figures.css',
  'console.js',
  'funnel.js',
  'warnings.js',
  'format.js',
  'sign-in.js',
] as const
export const docsFiles = ['swagger-ui.css', 'swagger-ui-bundle.js', 'docs.js'] as const

const types: { readonly [extension: string]: string } = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

export const typeOf = (fileName: string): string =>
  types[fileName.slice(fileName.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

const originOf = (issuer: string): string => (issuer === '' ? '' : ` ${new URL(issuer).origin}`)

/** Everything from our own origin; only the sign-in may go to the issuer. */
export const headersOf = (fileName: string, issuer: string): Record<string, string> => ({
  'content-type': typeOf(fileName),
  'cache-control': fileName.startsWith('swagger-ui') ? 'public, max-age=86400' : 'no-cache',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self'${originOf(issuer)}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
})
