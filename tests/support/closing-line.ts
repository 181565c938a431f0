import type { Reporter, TestModule } from 'vitest/node'

/** Prints one closing line that a build server can read: `Tests: N passed, N failed, N skipped`. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== 'pending') count[state] += 1
      }
      if (module.errors().length > 0) count.failed += 1
    }
    const failed = count.failed + errors.length
    process.stdout.write(`Tests: ${count.passed} passed, ${failed} failed, ${count.skipped} skipped\n`)
  }
}
