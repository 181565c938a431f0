import type { Say } from './run.ts'

/** Lines on the terminal; refused rows are shown up to a few a step, all of them are kept. */
const shownPerStep = 6

export type Narration = Say & {
  readonly print: (text: string) => void
  readonly end: () => void
  readonly refusedRows: () => readonly string[]
}

export const narrate = (write: (text: string) => void): Narration => {
  const started = performance.now()
  const kept: string[] = []
  let inStep = 0
  const hidden = () => {
    if (inStep > shownPerStep) write(`      … 另有 ${inStep - shownPerStep} 行\n`)
    inStep = 0
  }
  return {
    step: title => {
      hidden()
      write(`\n  ${((performance.now() - started) / 1000).toFixed(1).padStart(5)}s  ${title}\n`)
    },
    fact: text => {
      hidden()
      write(`          ✓ ${text}\n`)
    },
    row: (sheet, row, text) => {
      kept.push(`${sheet} 第 ${row} 行　${text}`)
      inStep += 1
      if (inStep <= shownPerStep) write(`      · ${sheet} 第 ${row} 行　${text}\n`)
    },
    print: text => write(text),
    end: hidden,
    refusedRows: () => kept,
  }
}
