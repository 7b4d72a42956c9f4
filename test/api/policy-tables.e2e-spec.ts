/** A policy read as tables, and two compared, in words: what ships with the program, and each content of a practice's own. */
import { requirementInWords } from '../../machines/criteria/requirement-in-words';
import { SHIPPED_POLICIES } from '../../machines/policies/shipped';
import type { Policy } from '../../machines/criteria/types';
import { differencesOf, differenceInWords } from '../../src/policies';
import { describeEachEngine, type DatabaseLocation } from '../support/engines';
import { ownPolicies } from './support/own-policies';
import { startService, type Call, type Service } from './support/service';
import { etagOf, expectStatus } from './support/story';

const CGS = SHIPPED_POLICIES.find(({ id, effectiveTo }) => id === 'medicare-facet-cgs' && effectiveTo === undefined) as Policy;
const OWN = 'example-facet/2026-01-01';
const ADMIN: Call = { role: 'admin' };
const STAFF: Call = { role: 'auth-staff' };

describeEachEngine('a policy in words', (under) => {
  let location: DatabaseLocation;
  let service: Service;
  beforeAll(async () => {
    location = await under.freshDatabase();
    service = await startService(location, ownPolicies());
  });
  afterAll(() => service.close());

  const tables = (name: string, query = '', call: Call = { role: 'nurse' }) => service.get(`/v1/policies/${name}${query}`, call);
  const diff = (a: string, b: string, rest = '') => service.get(`/v1/policies/diff?a=${a}&b=${b}${rest}`, { role: 'nurse' });
  const seen = async (): Promise<Call> => ({ ...ADMIN, ifMatch: etagOf(await service.get('/v1/policies', ADMIN)) });
  const act = async (what: string, call: Call) => expectStatus(await service.post(`/v1/policies/${OWN}/${what}`, { reason: 'read against EH-12' }, call), what === 'proposal' ? 201 : 200);

  it('that ships has every criterion of every step, with figures, source, certainty and both readings of what is contested', async () => {
    const { body } = expectStatus(await tables(`${CGS.id}/${CGS.version}`), 200);
    expect(body).toMatchObject({ content: 'shipped', policy: { id: CGS.id, state: 'active', origin: 'shipped', effectiveFrom: CGS.effectiveFrom }, digest: body.policy.digest, appliesTo: 'Medicare, Original Medicare in KY and OH' });
    expect(body.steps.map(({ step, criteria }: { step: string; criteria: { id: string }[] }) => [step, criteria.map(({ id }) => id)])).toEqual(Object.entries(CGS.steps).map(([step, criteria]) => [step, criteria.map(({ id }) => id)]));
    const asked = body.steps.flatMap(({ criteria }: { criteria: unknown[] }) => criteria) as { id: string; kind: string; text: string; required: object; source: object; contested: object[]; confidence: string }[];
    for (const criterion of Object.values(CGS.steps).flat()) {
      expect(asked).toContainEqual(expect.objectContaining({ id: criterion.id, text: requirementInWords(criterion.kind, criterion.required), required: criterion.required, source: criterion.source, confidence: criterion.confidence, contested: criterion.contested ?? [] }));
    }
    expect(asked.find(({ contested }) => contested.length > 0)?.contested.length).toBeGreaterThan(1);
    expect(body.reading).toContain(`Bupivacaine is expected to act for ${CGS.parameters.agentWindowMinutes['bupivacaine']} minutes.`);
  });

  it('that ships names the cases it was tested with, and refuses a name that nobody knows', async () => {
    const { body } = expectStatus(await tables(`${CGS.id}/${CGS.version}/cases`), 200);
    expect(body.policy).toMatchObject({ id: CGS.id, version: CGS.version, content: 'shipped' });
    const items = body.items as { origin: string; title: string; step: string; dateOfService: string; result: string; unmet?: string[] }[];
    expect(new Set(items.map(({ origin }) => origin))).toEqual(new Set(['shipped']));
    // Each is of a step that the policy has, and within its time.
    for (const { step, dateOfService } of items) expect([Object.keys(CGS.steps).includes(step), dateOfService >= CGS.effectiveFrom]).toEqual([true, true]);
    expect(new Set(items.map(({ result }) => result))).toEqual(new Set(['eligible', 'not-eligible', 'cannot-tell', 'review', 'partial']));
    expect((await tables('nobody/2026-01-01/cases')).body.code).toBe('policy-not-found');
  });

  it('is there for every policy that the list names', async () => {
    const { items } = expectStatus(await service.get('/v1/policies', { role: 'nurse' }), 200).body as { items: { id: string; version: string; digest: string }[] };
    expect(items.length).toBe(SHIPPED_POLICIES.length + 1);
    for (const item of items) {
      const { body } = expectStatus(await tables(`${item.id}/${item.version}`), 200);
      expect([body.policy, body.digest]).toEqual([item, item.digest]);
      for (const { title, criteria } of body.steps as { title: string; criteria: { title: string; text: string; sourceText: string }[] }[]) {
        expect(title).not.toBe('');
        for (const criterion of criteria) expect([criterion.title, criterion.text, criterion.sourceText].map((each) => each.trim().length > 0)).toEqual([true, true, true]);
      }
    }
  });

  it('is compared as the command line compares', async () => {
    const [a, b] = ['2021-04-25', '2026-04-16'].map((version) => SHIPPED_POLICIES.find((policy) => policy.id === 'medicare-facet-noridian-jf' && policy.version === version)) as [Policy, Policy];
    const { body } = expectStatus(await diff(`${a.id}@${a.version}`, `${b.id}@${b.version}`), 200);
    expect(body).toMatchObject({ a: { id: a.id, version: a.version, effectiveTo: a.effectiveTo, content: 'shipped' }, b: { id: b.id, version: b.version, effectiveTo: null } });
    expect(body.differences.map(differenceInWords)).toEqual(differencesOf(a, b).map(differenceInWords));
    expect(body.differences[0]).toMatchObject({ about: 'requirement', steps: ['repeat-rfa'], text: expect.stringContaining('or function better by at least 50 %') });
    expect(expectStatus(await diff(`${a.id}@${a.version}`, `${a.id}@${a.version}`), 200).body.differences).toEqual([]);
  });

  it('of the practice shows what waits for the second person beside what decides', async () => {
    expect(expectStatus(await tables(OWN), 200).body).toMatchObject({ content: 'loaded', policy: { state: 'loaded' } });
    expect((await tables(OWN, '?content=active')).body).toMatchObject({ status: 404, code: 'policy-content-not-there' });
    await act('proposal', STAFF);
    expect(expectStatus(await tables(OWN), 200).body).toMatchObject({ content: 'proposed', policy: { state: 'proposed' } });
    await act('activation', await seen());
    expect(expectStatus(await tables(OWN), 200).body).toMatchObject({ content: 'active', policy: { state: 'active' } });

    await service.close();
    service = await startService(location, ownPolicies((text) => text.replace('"responses": [', '"weeksMin": 6,\n            "responses": [')));
    await act('proposal', STAFF);
    const texts = async (content: string) => (expectStatus(await tables(OWN, `?content=${content}`), 200).body.steps as { criteria: { kind: string; text: string }[] }[]).flatMap(({ criteria }) => criteria.filter(({ kind }) => kind === 'conservative-care').map(({ text }) => text));
    expect(new Set(await texts('active'))).not.toEqual(new Set(await texts('proposed')));
    expect(await texts('loaded')).toEqual(await texts('proposed'));
    const name = OWN.replace('/', '@');
    const { differences } = expectStatus(await diff(name, name, '&aContent=active&bContent=proposed'), 200).body;
    expect(differences).toEqual([{ about: 'requirement', steps: expect.arrayContaining(['mbb1']), text: expect.stringContaining('weeksMin left out -> 6') }]);

    await act('withdrawal', await seen());
    expect(expectStatus(await tables(OWN), 200).body).toMatchObject({ content: 'withdrawn', policy: { state: 'withdrawn' } });
    expect(expectStatus(await tables(OWN, '', { role: 'nurse', practice: 'hillside' }), 200).body).toMatchObject({ content: 'loaded' });
  });

  it('that is not there, or of another pathway, is refused with what to do', async () => {
    const [facet, scs] = [`${CGS.id}@${CGS.version}`, 'medicare-scs-cgs@2021-07-01'];
    expect((await tables('nothing/2026-01-01')).body).toMatchObject({ status: 404, code: 'policy-not-found' });
    expect((await tables(`${CGS.id}/${CGS.version}`, '?content=draft')).body).toMatchObject({ status: 400, code: 'invalid-request', pointer: '/content' });
    expect((await diff(facet, 'nothing@2026-01-01')).body).toMatchObject({ status: 404, code: 'policy-not-found', pointer: '/b' });
    expect((await diff(facet, scs)).body).toMatchObject({ status: 422, code: 'policy-of-other-pathway', pointer: '/b' });
    expect((await diff('facet', scs)).body).toMatchObject({ status: 400, code: 'invalid-request', pointer: '/a' });
    expect((await service.get(`/v1/policies/diff?a=${facet}`, { role: 'nurse' })).body).toMatchObject({ status: 400, errors: [{ pointer: '/b', code: 'required' }] });
    expect((await tables(OWN, '', { role: 'patient-link' })).status).toBe(403);
  });

  it('is on the audit, by its name', async () => {
    const { items } = expectStatus(await service.get(`/v1/audit?resource=policy/${CGS.id}&limit=1`, { role: 'auditor' }), 200).body;
    expect(items).toMatchObject([{ action: 'read-policies', resource: `policy/${CGS.id}/version/${CGS.version}`, outcome: 'allowed' }]);
  });
});
