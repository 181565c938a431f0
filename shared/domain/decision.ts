/** A position in the caller's input: JSON pointer into the body, `?name` for a query, `{name}` for a path parameter. */
export type FieldError = { readonly pointer: string; readonly code: string; readonly detail: string }

/** An expected refusal: a value, never thrown. `code` comes from the service's closed list. */
export type Refusal<C extends string = string> = {
  readonly code: C
  /** Chinese; says what is wrong and what would be right. Never contains personal data. */
  readonly detail: string
  readonly errors?: readonly FieldError[]
  /** Further members of the problem document, such as the state a case is in. */
  readonly facts?: { readonly [key: string]: string | number | boolean | readonly string[] }
}

/** What a decider answers. `not-yet` asks for redelivery because an earlier event is still on its way. */
export type Decision<E, R, C extends string = string> =
  | { readonly kind: 'accepted'; readonly events: readonly E[]; readonly result: R }
  | { readonly kind: 'unchanged'; readonly result: R }
  | { readonly kind: 'refused'; readonly refusal: Refusal<C> }
  | { readonly kind: 'not-yet'; readonly waitingFor: string }

export const accept = <E, R>(events: readonly E[], result: R) =>
  ({ kind: 'accepted', events, result }) as const

export const unchanged = <R>(result: R) => ({ kind: 'unchanged', result }) as const

export const refuse = <C extends string>(
  code: C,
  detail: string,
  more: Omit<Refusal<C>, 'code' | 'detail'> = {},
) => ({ kind: 'refused', refusal: { code, detail, ...more } }) as const

export const notYet = (waitingFor: string) => ({ kind: 'not-yet', waitingFor }) as const
