/** `npm run -s code -- [--check] CASE.json ...`: the service lines of a day's facts, and what a claim lacks (docs/coding.md). */
import { runCases } from './assess/run-cases';

runCases('code', process.argv.slice(2));
