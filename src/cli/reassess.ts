/**
 * `npm run -s reassess`: what the day has changed by itself, recorded now for every practice of the database that `npm start` serves,
 * which does the same by itself. A cron's way for a service that is not always up. Exit 0 done, 1 refused or a patient failed.
 */
import { existsSync } from 'node:fs';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { tellDays } from '../events';
import { announcePackets } from '../packets';
import { patientProjector } from '../patients';
import { systemClock, todayIn } from '../platform/clock/clock';
import { readConfig } from '../platform/config/config';
import { describeLocation } from '../platform/config/data-location';
import { openStore } from '../platform/database/open-store';
import { StoreRefusal } from '../platform/database/store-errors';
import { PracticeLog } from '../platform/practice-log/practice-log';
import { reassessPractice } from '../reassessment';

async function main(): Promise<number> {
  const { store: config } = readConfig();
  if (config.kind === 'sqlite' && !existsSync(config.file)) throw new StoreRefusal(`There is no ${describeLocation(config)}: npm start or npm run init makes it.`);
  const store = await openStore(config);
  try {
    let failed = 0;
    for (const practice of await store.practices.list()) {
      const counts = await reassessPractice({ store, clock: systemClock, practiceLog: new PracticeLog(store.streams, SHIPPED_POLICIES), projector: patientProjector, announce: announcePackets }, practice, {
        isEnding: () => false,
        // Its message may quote the record.
        onFailure: (error) => process.stderr.write(`${practice.id}: a patient could not be reassessed (${error instanceof Error ? error.constructor.name : typeof error})\n`),
      });
      await tellDays({ store, clock: systemClock }, practice.id, todayIn(practice.timeZone, systemClock.now()));
      failed += counts.failed;
      process.stdout.write(`${practice.id}: ${counts.patients} patients, ${counts.changed} changed, ${counts.events} events, ${counts.rewritten} rewritten, ${counts.failed} failed\n`);
    }
    return failed > 0 ? 1 : 0;
  } finally {
    await store.close();
  }
}

main().then((code) => (process.exitCode = code), (error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
