/** Native ESM on the carried Node; swc strips the types and emits Nest's decorator metadata. */
export default {
  testEnvironment: 'node',
  // Many suites wait for other processes: a worker for each core, also where there are two.
  maxWorkers: '100%',
  // A slow machine is no defect; what must end in time asserts so itself.
  testTimeout: 60_000,
  // Names what is skipped, and why.
  verbose: true,
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.ts'],
  moduleNameMapper: { '^#(.*)$': '<rootDir>/libs/$1.ts' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
};
