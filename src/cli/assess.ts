/** `npm run -s assess -- [--check] CASE.json ...`: may the step be done on that day, and why (docs/case-format.md). */
import { runCases } from './assess/run-cases';

runCases('assess', process.argv.slice(2));
