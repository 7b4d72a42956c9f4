/** The demo's patients as Synthea would write them, imported: what the bundles say is on record, each once, however often they come. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allFacts, type Chart } from '../../machines/evidence/chart';
import { fold } from '../../machines/kernel/decider';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import { EMPTY_PATIENT, evolvePatient } from '../../machines/patient';
import { SHIPPED_MAPPINGS } from '../../src/imports';
import { asFhirBundle } from '../../src/demo/generator/as-fhir';
import { demoPatients } from '../../src/demo/generator/generate';
import { randomOf } from '../../src/demo/generator/random';
import { tellPatient } from '../../src/demo/generator/tell-patient';
import { describeSqlite } from '../support/engines';
import { NOW, practiceWith } from './importing-practice';

const TODAY = NOW.slice(0, 10);
const PATIENTS = demoPatients(TODAY);
/** What a bundle of a practice needs beside the mapping that ships: its own word for a score that has no code of its own. */
const LOCAL = { name: 'neck-disability', resource: 'Observation', when: [{ path: 'code.text', is: ['NDI'] }], fact: { type: 'score', occurredOn: { path: 'effectiveDateTime', as: 'date' }, instrument: 'NDI', value: { path: 'valueQuantity.value', as: 'number' } } } as const;

describeSqlite('synthetic patients as FHIR bundles', (under) => {
  const folder = mkdtempSync(join(tmpdir(), 'pathgate-bundles-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are registered, and what FHIR can say of them is on record once', async () => {
    const files = PATIENTS.map((patient, index) => {
      const file = join(folder, `${patient.key}.json`);
      writeFileSync(file, JSON.stringify(asFhirBundle(patient, randomOf(3, index)), null, index % 2 === 0 ? 2 : 0));
      return file;
    });
    const shipped = SHIPPED_MAPPINGS.find(({ source }) => source === 'fhir-r4');
    if (shipped === undefined) throw new Error('fhir-r4 does not ship');
    const mapping = { ...shipped, source: 'synthea', entries: [...shipped.entries, LOCAL] };
    const into = await practiceWith(await under.freshDatabase());
    try {
      const done = await into.run(mapping, files, { record: true, partial: false });
      expect(into.refusalsOf(done, files)).toEqual([]);
      expect(done).toMatchObject({ state: 'recorded', counts: { 'patients-registered': PATIENTS.length } });

      const charts = new Map((await into.patients()).map(({ state: { patient } }) => [`${patient.name?.given} ${patient.name?.family}`, patient.chart]));
      for (const patient of PATIENTS) {
        const told = fold(evolvePatient, EMPTY_PATIENT, tellPatient(patient, { policies: SHIPPED_POLICIES, actor: 'demo', newId: ids() })).chart;
        expect([patient.key, ...spoken(charts.get(`${patient.registration.name.given} ${patient.registration.name.family}`) ?? {})]).toEqual([patient.key, ...spoken(told)]);
      }
      const versions = await into.versions();
      expect(await into.run(mapping, files, { record: true, partial: false })).toMatchObject({ state: 'recorded', counts: { 'patients-known': PATIENTS.length } });
      expect(await into.versions()).toEqual(versions);
    } finally {
      await into.close();
    }
  });
});

/** What the bundles carry over whole: procedures with their sites and later scores, and every score. */
function spoken(chart: Chart): readonly string[] {
  return allFacts(chart).flatMap(({ fact }): readonly (readonly unknown[])[] => {
    switch (fact.type) {
      case 'block': return [['block', fact.occurredOn, fact.purpose, fact.agent, fact.targets, fact.relief?.observations?.map(({ minutes, score }) => [minutes, score]), fact.author]];
      case 'ablation': return [['ablation', fact.occurredOn, fact.technique, fact.targets]];
      case 'epidural': return [['epidural', fact.occurredOn, fact.targets, fact.relief?.observations?.map(({ minutes, score }) => [minutes, score])]];
      case 'scs-trial': return [['scs-trial', Date.parse(fact.startedAt), fact.region]];
      case 'imaging': return [['imaging', fact.occurredOn]];
      case 'score': return [['score', fact.occurredOn, fact.instrument, fact.value]];
      case 'ablation-outcome': return [['score', fact.occurredOn, 'NRS', fact.score]];
      default: return [];
    }
  }).map((said) => JSON.stringify(said)).sort();
}

function ids(): () => string {
  const random = randomOf(9, 9);
  return () => random.id();
}
