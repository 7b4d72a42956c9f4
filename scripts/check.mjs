/** `npm run check`: what can be seen without running anything. */
import { CHECKS, runChecks } from './lib/checks.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { requireNode } from './lib/project.mjs';

requireNode();
ensureInstalled();
const { failed } = await runChecks(CHECKS);
process.exitCode = failed === 0 ? 0 : 1;
