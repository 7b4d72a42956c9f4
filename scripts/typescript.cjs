/**
 * `node -r ./scripts/typescript.cjs FILE.ts`: runs TypeScript from where it lies, for benches and test tools,
 * by the same compiler and .swcrc as the build.
 */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, filename) => {
  const { code } = transformSync(readFileSync(filename, 'utf8'), { filename, cwd: join(__dirname, '..'), sourceMaps: 'inline' });
  module._compile(code, filename);
};
