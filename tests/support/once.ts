import { freePort, runCli } from './started.ts'

const lastLine = (output: string): Record<string, number> =>
  JSON.parse(output.trimEnd().split('\n').at(-1) ?? '') as Record<string, number>

/** `npm start -- --once --json …`: its exit code, what it printed and the figures of its last line. */
export const runOnce = async (
  args: readonly string[],
): Promise<{ code: number; output: string; figures: Record<string, number> }> => {
  const cli = runCli(['--once', '--json', '--port', String(await freePort()), ...args])
  const code = await cli.ended
  return { code, output: cli.output(), figures: code === 0 ? lastLine(cli.output()) : {} }
}
