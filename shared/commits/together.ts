import type { Commit } from './commit.ts'
import {
  type AggregateDefinition,
  backOff,
  type Command,
  Contention,
  decideOn,
  type Execution,
  execute,
  type Loaded,
  load,
  tries,
} from './execute.ts'
import { type CommitTable, commitPut, type TransactItem } from './table.ts'

/** The events of one commit, with the id of its aggregate. */
export type Change<E> = { readonly id: string; readonly events: readonly E[] }

/** What is decided together: aggregates of one kind, and the writes that belong to all their commits. */
export type Together<S, E> = {
  readonly definition: AggregateDefinition<S, E>
  readonly alongside: (changes: readonly Change<E>[]) => readonly TransactItem[]
}

/** DynamoDB takes no more in one transaction. */
const mostItems = 100

const after = <S, E>(
  { evolve }: AggregateDefinition<S, E>,
  { state, commits }: Loaded<S>,
  commit: Commit<E>,
): Loaded<S> => ({
  state: commit.events.reduce(evolve, state),
  version: commit.version,
  hash: commit.hash,
  commits: [...commits, commit],
})

/** Each command on what the ones before it left, as if they came one after the other. */
const decideAll = async <S, E, R>(
  table: CommitTable,
  definition: AggregateDefinition<S, E>,
  commands: readonly Command<S, E, R>[],
) => {
  const loaded = new Map<string, Loaded<S>>()
  const ids = [...new Set(commands.map(({ id }) => id))]
  await Promise.all(ids.map(async id => loaded.set(id, await load(table, definition, id))))
  const commits: Commit<E, R>[] = []
  const answers = commands.map(command => {
    const before = loaded.get(command.id) as Loaded<S>
    const { answer, commit } = decideOn(definition, command, before)
    if (commit) {
      commits.push(commit)
      loaded.set(command.id, after(definition, before, commit))
    }
    return answer
  })
  return { answers, commits }
}

/** Undefined when it is more than one transaction takes. */
const inOneTransaction = async <S, E, R>(
  table: CommitTable,
  { definition, alongside }: Together<S, E>,
  commands: readonly Command<S, E, R>[],
): Promise<readonly Execution<R>[] | undefined> => {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    const { answers, commits } = await decideAll(table, definition, commands)
    const [first, ...others] = commits
    if (!first) return answers
    const items = [...others.map(commit => ({ Put: commitPut(table.name, commit) })), ...alongside(commits)]
    if (items.length >= mostItems) return undefined
    if ((await table.append(first, items)) === 'appended') return answers
    await backOff(attempt)
  }
  throw new Contention(`${definition.name}: ${commands.length} at once lost every race`)
}

const alone = async <S, E, R>(
  table: CommitTable,
  { definition, alongside }: Together<S, E>,
  command: Command<S, E, R>,
): Promise<Execution<R> | Error> => {
  const { id } = command
  try {
    return await execute(table, definition, {
      ...command,
      alongside: events => alongside([{ id, events }]),
    })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/**
 * Several commands in one transaction, a commit for each: the same commits as one after the other, and what is written
 * alongside is written once for all of them. Where the transaction cannot be made, because it would be too large or one
 * command fails, each is executed by itself, so that none sinks its neighbours.
 * Answers in the order of the commands; an error is one that `execute` would have thrown.
 */
export const executeTogether = async <S, E, R>(
  table: CommitTable,
  together: Together<S, E>,
  commands: readonly Command<S, E, R>[],
): Promise<readonly (Execution<R> | Error)[]> => {
  try {
    const answers = await inOneTransaction(table, together, commands)
    if (answers) return answers
  } catch (error) {
    // Alone they would run the same race, ten times over: the queue shows them again later.
    if (error instanceof Contention) return commands.map(() => error)
  }
  return await Promise.all(commands.map(command => alone(table, together, command)))
}
