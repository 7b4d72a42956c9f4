/** `npm run -s plan -- [--check] CASE.json ...`: the calendar that follows, and whether a day may be booked (docs/case-format.md). */
import { runCases } from './assess/run-cases';

runCases('plan', process.argv.slice(2));
