/** What intrinsic functions ask of their surroundings. */
export type Scope = {
  /** Value of a resource, parameter or pseudo parameter. */
  readonly ref: (name: string) => unknown
  readonly getAtt: (id: string, attribute: string) => unknown
  readonly importValue: (name: string) => unknown
}

/** `AWS::NoValue`: the property is as if it were not written. */
export const noValue = Symbol('AWS::NoValue')

const text = (value: unknown): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return `${value}`
  throw new Error(`模板中应为文本之处得到 ${JSON.stringify(value)}`)
}

const list = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value
  throw new Error(`模板中应为列表之处得到 ${JSON.stringify(value)}`)
}

const attribute = (path: unknown, scope: Scope): unknown => {
  const parts = typeof path === 'string' ? path.split('.') : list(path).map(text)
  return scope.getAtt(parts[0] ?? '', parts.slice(1).join('.'))
}

const substitute = (argument: unknown, scope: Scope): string => {
  const [template, own] = Array.isArray(argument) ? argument : [argument, {}]
  const variables = resolveIntrinsics(own ?? {}, scope) as Record<string, unknown>
  return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_whole, literal: string, name: string) => {
    if (literal === '!') return `\${${name}}`
    if (name in variables) return text(variables[name])
    return text(name.includes('.') ? attribute(name, scope) : scope.ref(name))
  })
}

type Function = (argument: unknown, scope: Scope) => unknown

const functions: Readonly<Record<string, Function>> = {
  Ref: (name, scope) => scope.ref(text(name)),
  'Fn::GetAtt': attribute,
  'Fn::ImportValue': (name, scope) => scope.importValue(text(resolveIntrinsics(name, scope))),
  'Fn::Join': (argument, scope) => {
    const [separator, parts] = list(argument)
    return list(resolveIntrinsics(parts, scope)).map(text).join(text(separator))
  },
  'Fn::Select': (argument, scope) => {
    const [index, values] = list(argument)
    return list(resolveIntrinsics(values, scope))[Number(text(index))]
  },
  'Fn::Split': (argument, scope) => {
    const [separator, whole] = list(argument)
    return text(resolveIntrinsics(whole, scope)).split(text(separator))
  },
  'Fn::Sub': substitute,
}

/** Replaces the intrinsic functions of a template value by what they stand for. */
export const resolveIntrinsics = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value))
    return value.map(entry => resolveIntrinsics(entry, scope)).filter(entry => entry !== noValue)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value)
  const [only] = entries
  if (entries.length === 1 && only !== undefined) {
    const [name, argument] = only
    const run = functions[name]
    if (run !== undefined) return run(argument, scope)
    if (name.startsWith('Fn::')) throw new Error(`本地运行环境不支持模板函数 ${name}`)
  }
  return Object.fromEntries(
    entries
      .map(([key, entry]) => [key, resolveIntrinsics(entry, scope)] as const)
      .filter(([, entry]) => entry !== noValue),
  )
}
