/** Coding over HTTP, as a biller and a clinician meet it: lines of a day, a claim before it goes out, what a note lacks. */
import { describeEachEngine } from '../support/engines';
import { plusDays, RIGHT } from '../support/patient-story';
import { startService, TODAY, type Service } from './support/service';
import { blockFact, etagOf, expectStatus, readyForBlock1, register } from './support/story';

const DIAGNOSES = ['M47.816'];
const SETTING = '24';
const DESCRIPTOR = 'The text of a licensed file';

interface Lines {
  lines: { code: string; label: string; descriptor?: string; modifiers: string[]; units: number; diagnoses: string[]; placeOfService: string; facts: string[] }[];
  held: { codes: { code: string }[]; because: string[] }[];
  sessions: { purpose: string; ordinal: number }[];
  findings: { kind: string; outcome: string; text: string; evidence: string[] }[];
  isPrimary: boolean; otherCoverages: { payer: string }[];
}

describeEachEngine('coding', (under) => {
  let service: Service;
  let patientId: string;
  let blockId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const lines = async (question: object) => expectStatus(await service.post(at('/service-lines'), { dateOfService: TODAY, claimType: 'professional', ...question }, { role: 'biller' }), 200).body as Lines;
  const block = (on: string, extra: object = {}) => ({ fact: { ...blockFact(on, 90).fact, setting: SETTING, imageSaved: true, ...extra } });
  const claim = (line: object, rest: object = {}) => ({ patientId, dateOfService: TODAY, claimType: 'professional', lines: [{ code: '64493', modifiers: ['RT', 'KX'], units: 1, diagnoses: DIAGNOSES, placeOfService: SETTING, ...line }], ...rest });
  const check = async (body: object) => expectStatus(await service.post('/v1/claims/check', body, { role: 'biller' }), 200).body as { result: string; findings: { kind: string; severity: string; pointer: string; text: string; toDo: string }[] };

  beforeAll(async () => {
    service = await startService(await under.freshDatabase(), [], { 64493: DESCRIPTOR });
    ({ patientId } = await readyForBlock1(service));
    expectStatus(await service.post(at('/facts'), { fact: { type: 'pain-history', occurredOn: TODAY, region: 'lumbosacral', sides: ['right'], onsetOn: plusDays(TODAY, -300), pattern: 'axial', limitsFunction: true, diagnoses: DIAGNOSES } }), 201);
    blockId = (expectStatus(await service.post(at('/facts'), block(TODAY)), 201).body as { factId: string }).factId;
  });
  afterAll(() => service.close());

  it('gives the biller the line of a block, with the fact it rests on and which session it was', async () => {
    const { lines: [line, ...more], held, sessions, findings } = await lines({});
    expect(line).toEqual({ code: '64493', label: expect.stringContaining('low back'), descriptor: DESCRIPTOR, modifiers: ['RT', 'KX'], units: 1, diagnoses: DIAGNOSES, placeOfService: SETTING, facts: [blockId] });
    expect([more, held, sessions]).toEqual([[], [], [{ region: 'lumbosacral', purpose: 'diagnostic', ordinal: 1 }]]);
    expect(findings.find(({ kind }) => kind === 'kx')).toMatchObject({ outcome: 'met', evidence: [blockId], text: expect.stringContaining('KX') });
  });

  it('asks instead of guessing, and holds what the claim contradicts', async () => {
    expect(await lines({ placeOfService: '22' })).toMatchObject({ lines: [], held: [{ codes: [{ code: '64493' }], because: ['place-of-service'] }] });
    expect(await lines({ dateOfService: plusDays(TODAY, -1) })).toMatchObject({ lines: [], held: [] });
  });

  it('checks a claim: the clean one passes, and each fault is named at its field', async () => {
    expect(await check(claim({}))).toMatchObject({ result: 'pass', findings: [] });
    const faulty: readonly (readonly [object, string, string])[] = [
      [{ units: 2 }, 'unit-limit', '/lines/0/units'], [{ modifiers: ['LT', 'KX'] }, 'not-documented', '/lines/0/modifiers'], [{ modifiers: ['RT'] }, 'kx', '/lines/0/modifiers'],
      [{ placeOfService: '22' }, 'place-of-service', '/lines/0/placeOfService'], [{ diagnoses: ['M54.50'] }, 'diagnosis', '/lines/0/diagnoses'], [{ code: '64490' }, 'not-documented', '/lines/0/code'],
    ];
    for (const [line, kind, pointer] of faulty) expect((await check(claim(line))).findings).toContainEqual(expect.objectContaining({ kind, pointer, text: expect.any(String), toDo: expect.stringMatching(/^[A-Z].+\.$/) }));
  });

  it('holds what the claim says once against directory and coverage', async () => {
    const parties = { facilityNpi: '2000000010', performingNpi: '2000000002', memberId: '1EG4-TE5-MK73', authorizationNumber: 'none' };
    const pointers = async (said: object) => (await check(claim({}, said))).findings.map(({ kind, severity, pointer }) => `${severity} ${kind} ${pointer}`);
    expect(await pointers(parties)).toEqual(['warn facility /facilityNpi', 'warn performing-provider /performingNpi']);
    expectStatus(await service.post('/v1/practitioners', { name: { family: 'Feld', given: 'Ada' }, npi: parties.performingNpi }, { role: 'admin' }), 201);
    expectStatus(await service.post('/v1/facilities', { name: 'Example Surgery Center', npi: parties.facilityNpi, placeOfService: SETTING }, { role: 'admin' }), 201);
    expect(await pointers(parties)).toEqual([]);
    expect(await pointers({ ...parties, memberId: '1EG4-TE5-MK72', facilityNpi: '2000000011', typeOfBill: '131', authorizationNumber: 'A1234567890123' })).toEqual([
      'warn authorization-number /authorizationNumber', 'block facility /facilityNpi', 'block type-of-bill /typeOfBill', 'block member-number /memberId',
    ]);
  });

  it('checks many claims at once, one a line, a refusal in its own line', async () => {
    const NDJSON = { 'content-type': 'application/x-ndjson' };
    const many = [JSON.stringify(claim({})), '', JSON.stringify(claim({ units: 2 })), '{"patientId": ', JSON.stringify({ ...claim({}), patientId: 'nobody' }), JSON.stringify({ ...claim({}), extra: 1 })].join('\n');
    const reply = expectStatus(await service.post('/v1/claims/check', undefined, { role: 'biller', raw: many, headers: NDJSON }), 200);
    expect(reply.headers.get('content-type')).toContain('application/x-ndjson');
    const [last, ...rest] = reply.text.trim().split('\n').reverse();
    expect(last).toBe('{"claims":5}');
    const told = rest.reverse().map((line) => JSON.parse(line) as { line: number; check?: { result: string }; problem?: { code: string; status: number } });
    expect(told.map(({ line, check: checked, problem }) => [line, checked?.result ?? problem?.code])).toEqual([[1, 'pass'], [2, 'block'], [3, 'invalid-json'], [4, 'not-found'], [5, 'invalid-request']]);
    expect(told[0]?.check).toEqual(await check(claim({})));
    for (const raw of ['', ' \n\n']) expect((await service.post('/v1/claims/check', undefined, { role: 'biller', raw, headers: NDJSON })).body.code).toBe('claim-without-lines');
    expect((await service.post('/v1/claims/check', undefined, { role: 'biller', raw: '{}\n'.repeat(10_001), headers: NDJSON })).body.code).toBe('too-many-claims');
  });

  it('refuses what cannot be a line, each field with its pointer', async () => {
    const refused = async (body: object) => {
      const { status, body: problem } = await service.post('/v1/claims/check', body, { role: 'biller' });
      return [status, (problem.errors ?? [{ pointer: problem.pointer }]).map(({ pointer }: { pointer: string }) => pointer)];
    };
    expect(await refused(claim({ units: -1, code: 'X', modifiers: ['R'], placeOfService: '1', diagnoses: ['M47816'] }))).toEqual([400, expect.arrayContaining(['/lines/0/units', '/lines/0/code', '/lines/0/modifiers', '/lines/0/placeOfService', '/lines/0/diagnoses'])]);
    expect(await refused({ ...claim({}), lines: [] })).toEqual([422, ['/lines']]);
    expect(await refused(claim({ fee: 12 }))).toEqual([400, ['/lines/0/fee']]);
    const early = await service.post('/v1/claims/check', claim({}, { dateOfService: '2024-05-01' }), { role: 'biller' });
    expect([early.status, early.body.code]).toEqual([409, 'no-codes-in-force']);
    for (const [path, body] of [['/v1/claims/check', claim({}, { dateOfService: plusDays(TODAY, 1) })], [at('/service-lines'), { dateOfService: plusDays(TODAY, 1), claimType: 'professional' }]] as const) {
      const ahead = await service.post(path, body, { role: 'biller' });
      expect([ahead.status, ahead.body.code]).toEqual([422, 'date-in-future']);
    }
  });

  it('takes a person\'s answer to a question that no fact answers, and only that', async () => {
    const other = await register(service, { role: 'clinician' });
    for (const fact of [
      { type: 'pain-history', occurredOn: TODAY, region: 'lumbosacral', sides: ['right'], diagnoses: DIAGNOSES },
      { type: 'ablation', occurredOn: TODAY, technique: 'cooled-rf', targets: [RIGHT], guidance: 'fluoroscopy', imageSaved: true, setting: SETTING },
    ]) expectStatus(await service.post(`/v1/patients/${other}/facts`, { fact }), 201);
    const cooled = (decided?: object[]) => check({ ...claim({ code: '64635', modifiers: ['RT'] }), patientId: other, ...(decided !== undefined && { decided }) });
    const severityOf = ({ findings }: { findings: { kind: string; severity: string }[] }) => findings.find(({ kind }) => kind === 'open-question')?.severity;
    expect(severityOf(await cooled())).toBe('block');
    expect(severityOf(await cooled([{ rule: 'technique', by: 'B. Iller', rationale: 'the payer counts cooled as thermal' }]))).toBe('warn');
    expect(severityOf(await cooled([{ rule: 'sides', by: 'B. Iller', rationale: 'remembered' }]))).toBe('block');
    const stranger = await service.post('/v1/claims/check', { ...claim({}), decided: [{ rule: 'price', by: ' ', rationale: '' }] }, { role: 'biller' });
    expect([stranger.status, stranger.body.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([400, expect.arrayContaining(['/decided/0/rule', '/decided/0/by', '/decided/0/rationale'])]);
  });

  it('says beside the result what the policy says of what was done', async () => {
    const { documentation } = await check(claim({})) as unknown as { documentation: { step: string; facts: string[]; policy: { document: string }; result: string }[] };
    expect(documentation).toEqual([expect.objectContaining({ step: 'mbb1', facts: [blockId], result: 'eligible' })]);
  });

  it('is for those who bill and document, and for this practice', async () => {
    expect((await service.post(at('/service-lines'), { dateOfService: TODAY, claimType: 'professional' }, { role: 'scheduler' })).status).toBe(403);
    const theirs = await service.post('/v1/claims/check', claim({}), { role: 'biller', practice: 'hillside' });
    const absent = await service.post('/v1/claims/check', { ...claim({}), patientId: 'pAbsentAbsentAbsentAbs' }, { role: 'biller', practice: 'hillside' });
    expect([theirs.status, theirs.text]).toEqual([404, absent.text]);
  });

  it('codes for the second coverage where it is asked, and says which one pays first', async () => {
    const { version } = (await service.get(at(''))).body as { version: number };
    const both = [{ order: 1, payer: 'medicare', line: 'original-medicare', state: 'OH' }, { order: 2, payer: 'aetna', line: 'commercial' }];
    expectStatus(await service.call('PUT', at('/coverages'), { coverages: both }, { ifMatch: `"${version}"`, role: 'auth-staff' }), 200);
    expect(await lines({})).toMatchObject({ isPrimary: true, otherCoverages: [{ payer: 'aetna' }] });
    const second = await lines({ coverageOrder: 2 });
    expect([second.isPrimary, second.lines[0]?.modifiers]).toEqual([false, ['RT']]);
    const none = await service.post(at('/service-lines'), { dateOfService: TODAY, claimType: 'professional', coverageOrder: 3 }, { role: 'biller' });
    expect([none.status, none.body.code]).toEqual([409, 'no-coverage']);
  });

  it('tells a clinician what the note lacks, before it is stored and after, and changes with the facts', async () => {
    const note = block(plusDays(TODAY, 0), { targets: [{ level: 'L5-S1' }], imageSaved: undefined });
    const before = etagOf(await service.get(at('')));
    const tried = expectStatus(await service.post(at('/facts?dryRun=true'), note), 200).body as { documentationCheck: { codes: { codes: { code: string }[]; state: string; because: string[] }[]; findings: { kind: string; outcome: string; text: string }[] } };
    expect(tried.documentationCheck.codes.every(({ state, because }) => state === 'open' && because.includes('sides'))).toBe(true);
    expect(tried.documentationCheck.findings).toContainEqual(expect.objectContaining({ kind: 'sides', outcome: 'unknown', text: expect.stringContaining('side') }));
    expect(etagOf(await service.get(at('')))).toBe(before);

    const checkOf = async (factId: string) => expectStatus(await service.get(at(`/facts/${factId}/documentation-check`)), 200).body as typeof tried.documentationCheck;
    expect((await checkOf(blockId)).codes).toEqual([{ codes: [expect.objectContaining({ code: '64493' })], state: 'supported', because: [] }]);
    const { version } = (await service.get(at(''))).body as { version: number };
    const correction = { fact: block(TODAY, { guidance: undefined, targets: [RIGHT] }).fact, reason: 'guidance was not recorded' };
    expectStatus(await service.call('POST', at(`/facts/${blockId}/corrections`), correction, { ifMatch: `"${version}"` }), 201);
    expect((await checkOf(blockId)).codes).toEqual([expect.objectContaining({ state: 'open', because: ['image-guidance'] })]);
    const history = (await service.get(at('/facts'))).body.items.find(({ fact }: { fact: { type: string } }) => fact.type === 'pain-history') as { factId: string };
    const notService = await service.get(at(`/facts/${history.factId}/documentation-check`));
    expect([notService.status, notService.body.code]).toEqual([422, 'fact-without-service']);
  });
});
