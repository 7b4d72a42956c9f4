/** What a new practice's owner reads, once: the keys, and what to do next. */
import type { Created } from './create-practice';

export function welcome({ practice, keys, administrator }: Created, location: string, state: string | undefined): string {
  const patient = JSON.stringify({
    name: { family: 'Family', given: 'Given' }, birthDate: '1950-01-31', identifiers: [{ kind: 'mrn', value: '1001' }],
    coverages: [{ payer: 'medicare', line: 'original-medicare', state: state ?? 'OH', order: 1 }],
  });
  return [
    `Created the practice "${practice.name}" (${practice.timeZone}) in ${location}.`,
    '',
    'Keys, one per role. They are shown now and never again: only their hashes are stored.',
    ...keys.map(({ role, key }) => `  ${role.padEnd(13)} ${key}`),
    '',
    'The first administrator signs in with this name and password, once, then chooses another:',
    `  name          ${administrator.name}`,
    `  password      ${administrator.oneTimePassword}`,
    '',
    'What next',
    '  1. Serve the practice:  npm start',
    '  2. Open http://127.0.0.1:3000, sign in as the administrator, record the practice in the directory, and make an account for everybody else.',
    '  3. Put each key where only the program with that role can read it. By a program a patient is registered so, with the nurse\'s key for KEY:',
    `     curl -s -H 'Authorization: Bearer KEY' -H 'Content-Type: application/json' -H 'Idempotency-Key: patient-1001' -d '${patient}' http://127.0.0.1:3000/v1/patients`,
    '  4. Every endpoint: http://127.0.0.1:3000/openapi.json',
    'Back up the database before you rely on it.',
    '',
  ].join('\n');
}
