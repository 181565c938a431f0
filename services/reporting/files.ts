import { readFile } from 'node:fs/promises'

/** Reads a file beside the bundle, once a function's life. */
export const filesBeside = (moduleUrl: string) => {
  const kept = new Map<string, Promise<string | undefined>>()
  const read = async (fileName: string): Promise<string | undefined> => {
    try {
      return await readFile(new URL(fileName, moduleUrl), 'utf8')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  return (fileName: string): Promise<string | undefined> => {
    const found = kept.get(fileName) ?? read(fileName)
    kept.set(fileName, found)
    return found
  }
}
