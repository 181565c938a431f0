import type { RouteSpec } from '../assembly/api.ts'

export type RouteMatch = {
  readonly route: RouteSpec
  /** Undefined when the route has no parameters, as in the event. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter' | 'rest'; readonly name: string }

type Compiled = { readonly route: RouteSpec; readonly method: string; readonly segments: readonly Segment[] }

const segmentOf = (text: string): Segment => {
  const name = /^\{([^}+]+)(\+?)\}$/.exec(text)
  if (name?.[1] === undefined) return { kind: 'literal', text }
  return { kind: name[2] === '+' ? 'rest' : 'parameter', name: name[1] }
}

const compile = (route: RouteSpec): Compiled => {
  const [method = '', path = ''] = route.routeKey.split(' ')
  return { route, method, segments: path.split('/').slice(1).map(segmentOf) }
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const matchPath = (
  segments: readonly Segment[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const parameters: Record<string, string> = {}
  for (const [index, segment] of segments.entries()) {
    const part = parts[index]
    if (part === undefined) return undefined
    if (segment.kind === 'rest') {
      parameters[segment.name] = decode(parts.slice(index).join('/'))
      return parameters
    }
    if (segment.kind === 'literal') {
      if (segment.text !== part) return undefined
    } else {
      if (part === '') return undefined
      parameters[segment.name] = decode(part)
    }
  }
  return segments.length === parts.length ? parameters : undefined
}

const weight = { literal: '0', parameter: '1', rest: '2' }

/** The gateway's order: literal before parameter before `{proxy+}`, a named method before ANY. */
const orderOf = ({ method, segments }: Compiled): string =>
  segments.map(segment => weight[segment.kind]).join('') + (method === 'ANY' ? '1' : '0')

/** Finds a route as an HTTP API does. */
export const routeFinder = (routes: readonly RouteSpec[]) => {
  const fallback = routes.find(route => route.routeKey === '$default')
  const compiled = routes
    .filter(route => route !== fallback)
    .map(compile)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
  return (method: string, path: string): RouteMatch | undefined => {
    const parts = path.split('/').slice(1)
    for (const { route, method: wanted, segments } of compiled) {
      if (wanted !== method && wanted !== 'ANY') continue
      const parameters = matchPath(segments, parts)
      if (parameters === undefined) continue
      return { route, pathParameters: Object.keys(parameters).length > 0 ? parameters : undefined }
    }
    return fallback === undefined ? undefined : { route: fallback, pathParameters: undefined }
  }
}
