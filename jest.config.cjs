/** Suites are picked by suffix: .spec (unit), .paths.spec (machine paths), .e2e-spec (API over real HTTP). */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/machines', '<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  transformIgnorePatterns: ['/node_modules/(?!(jose|openid-client|oauth4webapi)/)'],
  testTimeout: 60000,
};
