/** What an import brought, and a clinician who stands for it: the step waits for that, and nobody else can say it. */
import { describeEachEngine } from '../support/engines';
import { startService, type Call, type Reply, type Service } from './support/service';
import { etagOf, expectStatus } from './support/story';

const ADMIN: Call = { role: 'admin' };
const NURSE: Call = { role: 'nurse' };
const CLINICIAN: Call = { role: 'clinician' };
const COLUMNS = ['Chart', 'Last', 'First', 'Born', 'Day', 'What'] as const;
const MAPPING = {
  source: 'northside-ehr', format: 'csv', registers: true,
  patient: { key: { column: 'Chart' }, identifiers: [{ kind: 'mrn', from: { column: 'Chart' } }], family: { column: 'Last' }, given: { column: 'First' }, birthDate: { column: 'Born', as: 'date' } },
  coverage: { payer: 'cigna', line: 'commercial', order: 1 },
  entries: [
    { name: 'evaluation', when: [{ column: 'What', is: ['evaluation'] }], fact: { type: 'psych-evaluation', occurredOn: { column: 'Day', as: 'date' }, by: 'clinical-psychologist', cleared: true, author: 'Dr. Elsewhere' } },
    { name: 'discussion', when: [{ column: 'What', is: ['discussion'] }], fact: { type: 'risk-discussion', occurredOn: { column: 'Day', as: 'date' } } },
  ],
};
const FILE = [COLUMNS.join(','), '1001,Sample,Ann,1960-01-02,2026-08-10,evaluation', '1001,Sample,Ann,1960-01-02,2026-08-12,discussion', ''].join('\r\n');

interface Fact { readonly factId: string; readonly fact: Readonly<Record<string, unknown>> & { readonly type: string }; readonly imported?: object }
interface Finding { readonly criterion: string; readonly outcome: string; readonly text: string; readonly missing: readonly string[]; readonly marks: readonly string[]; readonly found: object }

describeEachEngine('what was imported', (under) => {
  let service: Service;
  let patientId = '';
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const get = async (path: string, call: Call = CLINICIAN): Promise<Reply> => service.get(at(path), call);
  const facts = async () => expectStatus(await get('/facts'), 200).body.items as Fact[];
  const factOf = async (type: string): Promise<Fact> => (await facts()).find(({ fact }) => fact.type === type) as Fact;
  const seen = async (role: Call = CLINICIAN): Promise<Call> => ({ ...role, ifMatch: etagOf(await get('/facts')) });
  const attest = async (factIds: readonly string[], call?: Call): Promise<Reply> => service.post(at('/attestations'), { factIds }, call ?? await seen());
  const evaluated = async () => {
    const { episodes: [episode] } = expectStatus(await get('/status'), 200).body as { episodes: { steps: { result: string; findings: Finding[] }[] }[] };
    return episode?.steps[0]?.findings.find(({ criterion }) => criterion === 'behavioral-attestation') as Finding;
  };
  const importing = async (): Promise<Readonly<Record<string, number>>> => {
    const { importId } = expectStatus(await service.post('/v1/imports?source=northside-ehr&record=true', undefined, { ...ADMIN, raw: FILE, headers: { 'content-type': 'text/csv' } }), 202).body as { importId: string };
    for (;;) {
      const { state, counts } = expectStatus(await service.get(`/v1/imports/${importId}`, ADMIN), 200).body as { state: string; counts: Readonly<Record<string, number>> };
      if (state === 'recorded') return counts;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  beforeEach(async () => {
    service = await startService(await under.freshDatabase());
    expectStatus(await service.call('PUT', '/v1/import-sources/northside-ehr', { mapping: MAPPING }, ADMIN), 200);
    expect(await importing()).toMatchObject({ new: 2, 'to-attest': 2 });
    const { items: [patient] } = expectStatus(await service.get('/v1/patients'), 200).body as { items: { patientId: string }[] };
    patientId = patient?.patientId ?? '';
    expectStatus(await service.post(at('/episodes'), { pathway: 'scs', region: 'thoracolumbar', targets: [], setting: '24' }, CLINICIAN), 201);
  });
  afterEach(() => service.close());

  it('waits where the policy asks for a clinician, and is listed with its source', async () => {
    const evaluation = await factOf('psych-evaluation');
    expect(evaluation.imported).toEqual({ source: 'northside-ehr' });
    expect(await evaluated()).toMatchObject({ outcome: 'review', missing: ['attestation'], marks: expect.arrayContaining(['not-attested']), found: { importedFrom: ['northside-ehr'], notAttested: [evaluation.factId] } });
    expect((await evaluated()).text).toContain('imported from northside-ehr, not yet attested: a clinician attests it');
    expect((await get('/status')).body.awaitingAttestation).toEqual([
      { factId: evaluation.factId, type: 'psych-evaluation', occurredOn: '2026-08-10', source: 'northside-ehr' },
      { factId: (await factOf('risk-discussion')).factId, type: 'risk-discussion', occurredOn: '2026-08-12', source: 'northside-ehr' },
    ]);
  });

  it('is attested by a clinician who saw it, by name and day, once, and a repeat is the same answer', async () => {
    const { factId } = await factOf('psych-evaluation');
    const call = { ...await seen(), key: 'attestation-key-1' };
    const done = expectStatus(await attest([factId], call), 201);
    expect(done.body).toMatchObject({ factIds: [factId], awaitingAttestation: [{ type: 'risk-discussion' }] });
    expect((await attest([factId], call)).text).toBe(done.text);
    expect(await evaluated()).toMatchObject({ outcome: 'met', missing: [] });
    expect((await factOf('psych-evaluation')).imported).toMatchObject({ source: 'northside-ehr', attested: { on: done.body.asOf, byName: expect.any(String) } });
    expect((await get('/timeline')).text).toContain('A clinician attested a statement of another system.');
    expect((await attest([factId])).body).toMatchObject({ code: 'fact-attested', pointer: '/factIds/0', details: { factId } });
    // Another run of the file finds it on record and takes nothing back.
    expect(await importing()).toMatchObject({ 'on-record': 2, 'to-attest': 1 });
    expect(await evaluated()).toMatchObject({ outcome: 'met' });
  });

  it('is attested by nobody else, nor by whom has not seen it', async () => {
    const { factId } = await factOf('psych-evaluation');
    const before = await seen();
    for (const role of ['nurse', 'auth-staff', 'admin', 'api-consumer'] as const) expect((await attest([factId], { ...before, role })).body.code).toBe('not-allowed');
    expect((await attest([factId], CLINICIAN)).body.code).toBe('if-match-missing');
    expectStatus(await service.post(at('/facts'), { fact: { type: 'score', occurredOn: '2026-08-14', instrument: 'NRS', value: 8 } }, NURSE), 201);
    expect((await attest([factId], before)).body.code).toBe('version-moved');
    expect((await evaluated()).outcome).toBe('review');
  });

  it('is attested whole: what was documented here or is unknown refuses the list, and what is no list of ids', async () => {
    const { factId } = await factOf('psych-evaluation');
    const { factId: own } = expectStatus(await service.post(at('/facts'), { fact: { type: 'score', occurredOn: '2026-08-14', instrument: 'NRS', value: 8 } }, NURSE), 201).body as { factId: string };
    expect((await attest([factId, own])).body).toMatchObject({ status: 409, code: 'fact-not-imported', pointer: '/factIds/1' });
    expect((await attest([factId, 'nothing'])).body).toMatchObject({ status: 404, code: 'unknown-fact', pointer: '/factIds/1' });
    for (const wrong of [[], [factId, factId], ['no id!'], Array.from({ length: 101 }, (_, index) => `f${index}`)]) expect((await attest(wrong)).body).toMatchObject({ status: 400, code: 'invalid-request', errors: [{ pointer: '/factIds' }] });
    expect((await evaluated()).outcome).toBe('review');
  });

  it('is a clinician\'s word once corrected by one, and nobody\'s when a nurse corrects it', async () => {
    const { factId, fact } = await factOf('psych-evaluation');
    const correct = async (by: string, role: Call): Promise<Reply> => service.post(at(`/facts/${factId}/corrections`), { fact: { ...fact, by }, reason: 'The report says so.' }, await seen(role));
    expectStatus(await correct('psychiatrist', CLINICIAN), 201);
    expect((await evaluated()).outcome).toBe('met');
    expectStatus(await correct('clinical-psychologist', NURSE), 201);
    expect((await evaluated()).outcome).toBe('review');
  });

  it('keeps its state where it is moved, and what it was says so in FHIR and in a copy of everything', async () => {
    const { factId } = await factOf('psych-evaluation');
    expectStatus(await attest([factId]), 201);
    const other = expectStatus(await service.post('/v1/patients', { name: { family: 'Sample', given: 'Bea' }, birthDate: '1960-01-02', identifiers: [], coverages: [] }, CLINICIAN), 201).body as { patientId: string };
    for (const type of ['psych-evaluation', 'risk-discussion']) expectStatus(await service.post(at(`/facts/${(await factOf(type)).factId}/moves`), { toPatientId: other.patientId, reason: 'Her sister.' }, await seen()), 201);
    const { items } = expectStatus(await service.get(`/v1/patients/${other.patientId}/facts`, CLINICIAN), 200).body as { items: Fact[] };
    expect(items.map(({ imported }) => imported)).toEqual([{ source: 'northside-ehr', attested: expect.objectContaining({ on: expect.any(String) }) }, { source: 'northside-ehr' }]);
    const { facts: histories } = expectStatus(await service.get(at('/export'), CLINICIAN), 200).body as { facts: { factId: string; changes: { change: string }[] }[] };
    expect(histories.find((one) => one.factId === factId)?.changes.map(({ change }) => change)).toEqual(['documented', 'attested', 'moved']);
  });
});
