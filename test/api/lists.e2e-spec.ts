/** Lists in pages: every row once, also when the row a page ended on has left the list. */
import { describeEachEngine } from '../support/engines';
import { startService, type Service } from './support/service';
import { EPISODE, etagOf, expectStatus, REGISTRATION } from './support/story';

const NAMES = ['Abend', 'Berg', 'Berg', 'Dorn', 'Eck'];

describeEachEngine('lists', (under) => {
  let service: Service;
  const opened: { readonly patientId: string; readonly episodeId: string }[] = [];

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    for (const [index, family] of NAMES.entries()) {
      const registration = { ...REGISTRATION, name: { family, given: 'Synthetic' }, identifiers: [{ kind: 'mrn', value: `L-${index}` }] };
      const { patientId } = expectStatus(await service.post('/v1/patients', registration), 201).body as { patientId: string };
      const { episodeId } = expectStatus(await service.post(`/v1/patients/${patientId}/episodes`, EPISODE), 201).body as { episodeId: string };
      opened.push({ patientId, episodeId });
    }
  });
  afterAll(() => service.close());

  async function pages(path: string, id: 'patientId' | 'episodeId', between: () => Promise<void> = async () => undefined): Promise<readonly string[]> {
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = expectStatus(await service.get(`${path}?limit=2${next === '' ? '' : `&cursor=${next}`}`), 200).body as { items: Record<string, string>[]; next: string | null };
      seen.push(...page.items.map((item) => item[id] ?? ''));
      ({ next } = page);
      await between();
    }
    return seen;
  }

  it('show every row once, in the order of names', async () => {
    const inOrder = await pages('/v1/patients', 'patientId');
    expect([...inOrder].sort()).toEqual(opened.map(({ patientId }) => patientId).sort());
    expect([inOrder[0], inOrder.at(-1)]).toEqual([opened[0]?.patientId, opened.at(-1)?.patientId]);
    expect((await pages('/v1/worklist', 'episodeId')).length).toBe(NAMES.length);
  });

  it('are searched by the beginning of a name, an identifier or a birth date, and by nothing else', async () => {
    const found = async (text: string, options: Parameters<Service['post']>[2] = {}): Promise<readonly string[]> =>
      expectStatus(await service.post('/v1/patients/search', { text }, options), 200).body.items.map(({ patientId }: { patientId: string }) => patientId);
    const [first, , third] = opened;
    for (const text of ['abe', 'Abend', 'abend syn', 'ABEND, Synth', ' abend  synthetic ', 'L-0']) expect([text, await found(text)]).toEqual([text, [first?.patientId]]);
    expect((await found('berg')).length).toBe(2);
    expect(await found('L-2')).toEqual([third?.patientId]);
    expect((await found(REGISTRATION.birthDate)).length).toBe(NAMES.length);
    for (const text of ['synthetic', '%', '_erg', 'L-', '1900-01-01', "' OR 1=1 --"]) expect([text, await found(text)]).toEqual([text, []]);
    expect(await found('abe', { practice: 'hillside' })).toEqual([]);
    const { items } = (await service.post('/v1/patients/search', { text: 'abend' }, { role: 'scheduler' })).body;
    expect(items).toEqual([{ patientId: first?.patientId, name: { family: 'Abend', given: 'Synthetic' }, identifiers: [{ kind: 'mrn', value: 'L-0' }] }]);
    expect(await found(REGISTRATION.birthDate, { role: 'scheduler' })).toEqual([]);
    expect(service.logged()).not.toContain('abend');
  });

  it('say nothing of the patient in a cursor but ids', async () => {
    const { next } = (await service.get('/v1/worklist?limit=1')).body as { next: string };
    expect(Buffer.from(next, 'base64url').toString()).toBe(`1.${opened[0]?.patientId}.${opened[0]?.episodeId}`);
  });

  it('go on where they were when the row a page ended on was closed meanwhile', async () => {
    const before = await pages('/v1/worklist', 'episodeId');
    let turned = 0;
    const during = await pages('/v1/worklist', 'episodeId', async () => {
      if (turned++ > 0) return;
      const { patientId = '', episodeId = '' } = opened.find((each) => each.episodeId === before[1]) ?? {};
      const ifMatch = etagOf(await service.get(`/v1/patients/${patientId}`));
      expectStatus(await service.post(`/v1/patients/${patientId}/episodes/${episodeId}/close`, { reason: 'moved away' }, { ifMatch }), 200);
    });
    expect(during).toEqual(before);
    expect(await pages('/v1/worklist', 'episodeId')).toEqual(before.filter((id) => id !== before[1]));
  });

  it('take no cursor of another practice', async () => {
    const { next } = (await service.get('/v1/patients?limit=1')).body as { next: string };
    const foreign = await service.get(`/v1/patients?cursor=${next}`, { practice: 'hillside' });
    expect([foreign.status, foreign.body.code]).toEqual([400, 'cursor-unknown']);
  });
});
