/**
 * The import law. `libs` are layers around a pure domain: an arrow points inwards or to nothing, and a
 * package of the outer world is known to one layer only. `test/architecture.spec.ts` runs it and plants for
 * every rule below a file that breaks it. Tests, contract suites and benches may import anything.
 */

/** Tests, contract suites and what only they use. */
const TESTS = ['^test/', '\\.(spec|contract)\\.tsx?$'];

/** A regular expression for npm packages, found in node_modules or not installed at all. */
const packages = (...names) => `(^|(^|/)node_modules/)(@types/)?(${names.join('|')})(/|$)`;

/** Files of the named libs; the pattern ends in `/` so that event-log does not admit event-log-sqlite. */
const libs = (...names) => `^libs/(${names.join('|')})/`;

/**
 * What each library may import besides its own files. A folder that is not here may not exist.
 * `node: true` admits every module of Node itself.
 */
const LIBRARIES = {
  // The rules of the partnership must be replayable, property-testable and readable without knowing any tool.
  domain: { may: [packages('decimal\\.js')] },
  // The ports belong to the house: whoever implements or calls them takes no third party into the bargain.
  'event-log': { may: [], node: true },
  // Deciding and folding is one mechanism for all aggregates, so it knows none of them; uuid derives the ids.
  'event-sourcing': { may: [libs('event-log'), packages('uuid')] },
  // An adapter knows its port and its driver; SQLite is part of Node.
  'event-log-sqlite': { may: [libs('event-log')], node: true },
  // A read model is a fold of the log: it needs the events' meaning and a file to keep rows in, no writer.
  'read-models': { may: [libs('domain', 'event-sourcing', 'event-log')], node: true },
  // A verifier that a stranger can read in an evening: bytes, SHA-256 and signatures.
  proof: { may: ['^(node:)?crypto$'] },
  // Foreign formats become domain values here and nowhere else.
  interchange: { may: [libs('domain'), packages('csv-parse')], node: true },
  // Opening one data folder is the same for the service and the command line, hence no Nest.
  'data-folder': {
    may: [
      libs('domain', 'event-sourcing', 'event-log', 'event-log-sqlite', 'read-models', 'interchange'),
      packages('uuid'),
    ],
    node: true,
  },
};

const onlyItsOwn = ([name, { may, node }]) => ({
  name: `${name}-imports`,
  comment: `libs/${name} imports more than it may; see LIBRARIES in .dependency-cruiser.cjs.`,
  severity: 'error',
  from: { path: libs(name), pathNot: TESTS },
  to: { pathNot: [libs(name), ...may], ...(node ? { dependencyTypesNot: ['core'] } : {}) },
});

const rules = [
  {
    name: 'no-unknown-library',
    comment: 'A new folder under libs says in LIBRARIES what it may import before it imports anything.',
    severity: 'error',
    from: { path: '^libs/', pathNot: [libs(...Object.keys(LIBRARIES)), ...TESTS] },
    to: {},
  },
  {
    name: 'no-library-imports-an-app',
    comment:
      'Libraries serve the service, the command line and the tests alike; an arrow outwards ends that.',
    severity: 'error',
    from: { path: '^libs/', pathNot: TESTS },
    to: { path: '^apps/' },
  },
  {
    name: 'nest-only-in-the-service',
    comment:
      'The framework is a way in, not a foundation: only apps/ledger knows Nest, Fastify and validators.',
    severity: 'error',
    from: { pathNot: ['^apps/ledger/', ...TESTS] },
    to: {
      path: packages(
        '@nestjs',
        '@fastify',
        'fastify',
        'class-validator',
        'class-transformer',
        'reflect-metadata',
        'rxjs',
      ),
    },
  },
  {
    name: 'ledger-imports',
    comment: 'The service uses libraries and packages; what it shared with another app would belong in libs.',
    severity: 'error',
    from: { path: '^apps/ledger/', pathNot: TESTS },
    to: { path: '^apps/', pathNot: '^apps/ledger/' },
  },
  {
    name: 'cli-imports',
    comment: 'The command line works where the service cannot run: libraries and Node, without exception.',
    severity: 'error',
    from: { path: '^apps/cli/', pathNot: TESTS },
    to: { pathNot: ['^apps/cli/', '^libs/'], dependencyTypesNot: ['core'] },
  },
  {
    name: 'portal-imports',
    comment:
      'The pages know the ledger only through the generated client, as any other client would. ' +
      'What builds them (vite.config.ts, build/) runs on Node and is not part of them.',
    severity: 'error',
    from: { path: '^apps/portal/', pathNot: ['^apps/portal/(build/|vite\\.config\\.[cm]?[jt]s$)', ...TESTS] },
    to: {
      pathNot: [
        '^apps/portal/(?!build/)',
        packages('react', 'react-dom', 'd3-[a-z]+', 'openapi-fetch', 'bootstrap-italia'),
      ],
    },
  },
  {
    name: 'setup-imports',
    comment: 'The setup runs before anything is installed.',
    severity: 'error',
    from: { path: '^scripts/setup\\.mjs$' },
    to: { dependencyTypesNot: ['core'] },
  },
  {
    name: 'no-code-imports-a-test',
    comment: 'Test code is not built and not shipped.',
    severity: 'error',
    from: { path: '^(apps|libs|scripts)/', pathNot: TESTS },
    to: { path: TESTS },
  },
  {
    name: 'no-undeclared-package',
    comment:
      'A package that is there only because another one needs it can vanish with the next update. ' +
      'Fastify is what Nest’s adapter brings, at the one version that fits it.',
    severity: 'error',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: packages('fastify') },
  },
  {
    name: 'no-development-package-at-run-time',
    comment: 'The service and the command line must run where only `dependencies` are installed.',
    severity: 'error',
    from: { path: '^(apps/(ledger|cli)|libs)/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-unresolved-import',
    comment: 'An import that leads nowhere would escape every rule above.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: 'no-cycle',
    comment: 'Two modules that need each other are one module in two files; type imports count too.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphan',
    comment:
      'A library file that nothing imports and that imports nothing is dead. Workers start from a URL.',
    severity: 'error',
    from: { orphan: true, path: '^libs/', pathNot: ['\\.worker\\.ts$', ...TESTS] },
    to: {},
  },
];

module.exports = {
  forbidden: [...Object.entries(LIBRARIES).map(onlyItsOwn), ...rules],
  options: {
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|data)/' },
    // Type imports are imports: a layer that names another layer's types depends on it.
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      // `source` leads `#domain/money` to libs/domain/money.ts instead of its compiled copy in dist.
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.cjs', '.json', '.node', '.d.ts'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
