import type { Solve } from './domain/choose-optimally.ts'

/** A request must answer within its half minute; what is not proven by then is chosen one by one. */
const seconds = 8

/** HiGHS in WebAssembly, loaded when the first batch runs and not when the function starts. */
export const loadSolver = async (timeLimit = seconds): Promise<Solve> => {
  const { default: load } = await import('highs')
  const highs = await load()
  return ({ cost, upper, rowLower, rowUpper, starts, indices, values }) => {
    const [numCols, numRows] = [cost.length, rowLower.length]
    const programme = {
      numCols,
      numRows,
      sense: highs.constants.objectiveSense.maximize,
      colCost: cost,
      colLower: new Float64Array(numCols),
      colUpper: upper,
      rowLower,
      rowUpper,
      matrix: { format: 'csc' as const, numRows, numCols, starts, indices, values },
    }
    return highs.withModel(programme, model => {
      model.options.set({ output_flag: false, time_limit: timeLimit })
      model.run()
      return model.getModelStatus() === highs.constants.modelStatus.optimal
        ? model.getSolution().colValue
        : undefined
    })
  }
}
