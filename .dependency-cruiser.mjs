const services = ['intake', 'review', 'matching', 'bank-gateway', 'reporting']

/** Services are islands; rules are pure; declarations are plain data. */
export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    ...services.map(name => ({
      name: `${name}-is-an-island`,
      severity: 'error',
      from: { path: `^services/${name}/` },
      to: { path: '^(services|infra|bank-kit)/', pathNot: `^services/${name}/` },
    })),
    {
      name: 'shared-knows-no-service',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(services|infra|bank-kit|tests|bench|scripts)/' },
    },
    {
      name: 'bank-kit-is-a-stranger',
      comment: 'A bank has the public interfaces and none of our code; tests may compare with both.',
      severity: 'error',
      from: { path: '^bank-kit/', pathNot: '(\\.test\\.ts$|^bank-kit/testing/)' },
      to: { path: '^(services|infra|shared|tests|bench|scripts)/' },
    },
    {
      name: 'rules-are-pure',
      comment: 'Deciders and domain code do no I/O: no SDK, no HTTP, no file system.',
      severity: 'error',
      from: {
        path: '^services/[^/]+/(domain|use-cases/[^/]+/decide)',
        pathNot: '\\.(test|int\\.test)\\.ts$',
      },
      to: {
        dependencyTypesNot: ['type-only'],
        path: [
          '^node_modules/(@aws-sdk|hono|@middy|@aws-lambda-powertools)',
          '^(node:)?(fs|net|http|https|child_process|process)$',
          '^shared/(http|queue|testing|service/serve)',
        ],
      },
    },
    {
      name: 'declarations-are-data',
      comment: 'CDK reads service.ts; it may import types only.',
      severity: 'error',
      from: { path: '^services/[^/]+/service\\.ts$' },
      to: { dependencyTypesNot: ['type-only'], path: '.', pathNot: '^services/[^/]+/[a-z-]+-routes\\.ts$' },
    },
    {
      name: 'test-code-stays-in-tests',
      severity: 'error',
      from: {
        pathNot: '(\\.test\\.ts$|^tests/|^shared/testing/|^shared/keys/testing\\.ts|/testing/|^bench/)',
      },
      to: { path: '(^shared/testing/|^shared/keys/testing\\.ts)' },
    },
    {
      name: 'no-undeclared-package',
      severity: 'error',
      from: { pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}
