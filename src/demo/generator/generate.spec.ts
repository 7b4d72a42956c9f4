import { createHash } from 'node:crypto';
import { isRejection } from '../../../machines/kernel/rejection';
import { parseFact } from '../../../machines/evidence/parse-fact';
import { demoPatients, generatePatient, generatePatients } from './generate';
import type { SyntheticPatient } from './synthetic-patient';

const DAYS = ['2026-11-23', '2026-12-31', '2027-02-28', '2028-02-29'];

describe('the generator of synthetic patients', () => {
  it('makes the same bytes for the same seed, and others for another seed, index or day', () => {
    const bytes = JSON.stringify(generatePatient(7, 3, '2026-11-23'));
    expect(JSON.stringify(generatePatient(7, 3, '2026-11-23'))).toBe(bytes);
    expect(JSON.stringify(generatePatient(8, 3, '2026-11-23'))).not.toBe(bytes);
    expect(JSON.stringify(generatePatient(7, 4, '2026-11-23'))).not.toBe(bytes);
    expect(JSON.stringify(generatePatient(7, 3, '2026-11-24'))).not.toBe(bytes);
  });

  it('keeps its sequence from version to version: a population named by its seed stays the same population', () => {
    const digest = createHash('sha256');
    for (const patient of generatePatients({ seed: 1, count: 20, today: '2026-11-23' })) digest.update(JSON.stringify(patient.registration));
    expect(digest.digest('hex').slice(0, 16)).toBe('9ea0c7207c1c9d72');
  });

  it('keeps names and ids of the demo patients whatever the day, and moves their dates', () => {
    const who = (today: string) => demoPatients(today).map((patient) => `${patient.patientId} ${patient.registration.name.family} ${patient.registration.name.given}`);
    expect(who('2028-02-29')).toEqual(who('2026-11-23'));
    expect(new Set(who('2026-11-23')).size).toBe(who('2026-11-23').length);
    expect(demoPatients('2028-02-29')[0]?.steps[0]?.on).not.toBe(demoPatients('2026-11-23')[0]?.steps[0]?.on);
  });

  it.each(DAYS)('records nothing on or after %s, never goes back in time, and documents only facts that the parser takes', (today) => {
    const patients: SyntheticPatient[] = [...demoPatients(today), ...generatePatients({ seed: 5, count: 60, today })];
    for (const patient of patients) {
      let latest = '';
      for (const step of patient.steps) {
        expect(step.on < today).toBe(true);
        expect(step.on >= latest).toBe(true);
        latest = step.on;
        if (!('command' in step) || step.command.type !== 'DocumentFact') continue;
        const parsed = parseFact(step.command.fact, { today: step.on, birthDate: patient.registration.birthDate });
        expect(isRejection(parsed) ? parsed : 'parsed').toBe('parsed');
      }
    }
  });

  it('makes patients of the size asked for', () => {
    for (const patient of generatePatients({ seed: 2, count: 50, today: '2026-11-23', factsPerPatient: 60 })) {
      expect(patient.steps.filter((step) => 'command' in step && step.command.type === 'DocumentFact')).toHaveLength(60);
    }
  });
});
