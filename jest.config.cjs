/** Suites are picked by suffix: .spec (unit), .paths.spec (machine paths), .e2e-spec (API over real HTTP). */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/machines', '<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  transform: { '^.+\\.ts$': ['@swc/jest'], '/node_modules/(jose|openid-client|oauth4webapi)/.+\\.js$': ['@swc/jest'] },
  transformIgnorePatterns: ['/node_modules/(?!(jose|openid-client|oauth4webapi)/)'],
  testTimeout: 60000,
  // `npm test` sets this: one PostgreSQL for all suites. A suite run alone (`npx jest FILE`) starts its own when it needs one.
  ...(process.env.PATHGATE_TEST_SHARED_POSTGRES && {
    globalSetup: '<rootDir>/test/support/start-postgres.ts',
    globalTeardown: '<rootDir>/test/support/stop-postgres.ts',
  }),
};
