import { defineConfig } from 'vitest/config'
import Order from './tests/support/order.ts'

const limits = { testTimeout: 60_000, hookTimeout: 60_000 }

export default defineConfig({
  test: {
    sequence: { sequencer: Order },
    reporters: ['default', './tests/support/closing-line.ts'],
    projects: [
      {
        test: {
          ...limits,
          name: 'parts',
          // No module holds state of its own, so that a worker may keep what it has loaded.
          isolate: false,
          maxWorkers: 2,
          setupFiles: './tests/support/seed.ts',
          include: [
            '{bank-kit,shared,services,infra,scripts}/**/*.test.ts',
            'tests/{faults,histories}/**/*.test.ts',
          ],
        },
      },
      {
        // Each journey starts the whole stack: two at a time, after everything else.
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
