/** What runtime and worker tell each other; events and results travel as JSON, as they do to Lambda. */
export type WorkerSettings = { readonly codeDir: string; readonly handler: string; readonly arn: string }

export type Invoke = {
  readonly id: number
  readonly event: string
  readonly requestId: string
  readonly deadline: number
  /** How far the functions' clock stands ahead of the machine's, in ms. */
  readonly ahead: number
}

export type FunctionError = { readonly errorType: string; readonly errorMessage: string }

export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly id: number; readonly result: string | undefined }
  | { readonly kind: 'error'; readonly id: number; readonly error: FunctionError }
