/** The planner over HTTP: what lies ahead, from when, and whether a day may be booked. Figures are read from the policy and the program. */
import { PROGRAMS } from '../../machines/programs/payer-days';
import { describeEachEngine } from '../support/engines';
import { INTERVAL_DAYS_MIN, LEFT, plusDays } from '../support/patient-story';
import { startService, TODAY, type Call, type Service } from './support/service';
import { blockFact, EPISODE, etagOf, expectStatus, readyForBlock1 } from './support/story';

const [OPD] = PROGRAMS;
const DECISION_DAYS = OPD?.decision[0]?.calendarDays ?? 0;
const HOSPITAL = OPD?.places.within[0] ?? '';

describeEachEngine('the planner', (under) => {
  let service: Service;
  let patientId: string;
  let episodeId: string;
  const at = (path: string): string => `/v1/patients/${patientId}${path}`;
  const book = async (query: string, call: Call = {}) => expectStatus(await service.get(at(`/episodes/${episodeId}/may-i-book?${query}`), call), 200).body as {
    answer: string; why: { code: string; text: string; decidedBy?: string }[]; firstAllowedOn: string | null; findings?: { kind: string }[];
  };
  const codes = ({ why }: { why: { code: string }[] }): readonly string[] => why.map(({ code }) => code);

  beforeAll(async () => {
    service = await startService(await under.freshDatabase());
    ({ patientId, episodeId } = await readyForBlock1(service));
    expectStatus(await service.post(at('/facts'), blockFact(TODAY, 95)), 201);
  });
  afterAll(() => service.close());

  const allowed = plusDays(TODAY, INTERVAL_DAYS_MIN);

  it.each([[-1, 'no', ['documentation-does-not-meet']], [0, 'yes', []], [1, 'yes', []]])('answers a day %i from the end of the interval with %s', async (offset, answer, why) => {
    const booked = await book(`step=mbb2&date=${plusDays(allowed, offset)}`);
    expect([booked.answer, codes(booked), booked.firstAllowedOn]).toEqual([answer, why, allowed]);
  });

  it('says what is still to be documented, and no day', async () => {
    const booked = await book(`step=mbb2&date=${allowed}&targets=${LEFT.level}:${LEFT.side}`);
    expect([booked.answer, booked.firstAllowedOn]).toEqual(['no', null]);
    expect(booked.findings?.length).toBeGreaterThan(0);
  });

  it('waits for the payer in a hospital outpatient department', async () => {
    const early = await book(`step=mbb2&date=${plusDays(TODAY, DECISION_DAYS - 1)}&setting=${HOSPITAL}`);
    expect(early).toMatchObject({ firstAllowedOn: allowed });
    expect(early.why.find(({ code }) => code === 'payer-may-not-have-decided')?.decidedBy).toBe(plusDays(TODAY, DECISION_DAYS));
    expect(codes(await book(`step=mbb2&date=${allowed}&setting=${HOSPITAL}`))).toEqual([]);
    expect(codes(await book(`step=mbb2&date=${allowed}&setting=99`))).toEqual(['place-of-service-open']);
    expect(codes(await book(`step=repeat-rfa&date=${allowed}`))).toContain('step-not-next');
  });

  it('refuses days that are gone, and a day whose session is done', async () => {
    expect(codes(await book(`step=mbb2&date=${plusDays(TODAY, -1)}`))).toContain('date-past');
    expect(codes(await book(`step=mbb2&date=${TODAY}`))).toContain('session-done-that-day');
  });

  it('asks people about a day that another episode plans', async () => {
    const other = expectStatus(await service.post(at('/episodes'), { ...EPISODE, targets: [LEFT], plannedOn: allowed }), 201).body as { episodeId: string };
    const booked = await book(`step=mbb2&date=${allowed}`);
    expect([booked.answer, codes(booked)]).toEqual(['review', ['other-session-that-day']]);
    const { version } = (await service.get(at(''))).body as { version: number };
    expectStatus(await service.call('POST', at(`/episodes/${other.episodeId}/close`), { reason: 'opened by mistake' }, { ifMatch: `"${version}"` }), 200);
    expect((await book(`step=mbb2&date=${allowed}`)).answer).toBe('yes');
    const closed = await service.get(at(`/episodes/${other.episodeId}/plan`));
    expect([closed.status, closed.body.code]).toEqual([409, 'episode-closed']);
  });

  it('tells a scheduler no finding', async () => {
    const booked = await book(`step=mbb2&date=${plusDays(allowed, -1)}`, { role: 'scheduler' });
    expect(Object.keys(booked)).not.toContain('findings');
    expect(booked.why.map((reason) => Object.keys(reason).sort())).toEqual([['code', 'text']]);
    expect((await service.get(at(`/episodes/${episodeId}/plan`), { role: 'scheduler' })).status).toBe(403);
  });

  it('plans the steps that follow, each with what it assumes, and records nothing', async () => {
    const before = etagOf(await service.get(at('')));
    const plan = expectStatus(await service.get(at(`/episodes/${episodeId}/plan`)), 200).body as {
      steps: { step: string; on: string; allowedOn: string | null; assumes: { done: { step: string; on: string }[]; documented: { kind: string; text: string }[] }; criteria: { kind: string; metOn: string | null }[] }[];
    };
    expect(plan.steps.map(({ step }) => step)).toEqual(['mbb2', 'rfa', 'repeat-rfa']);
    const [second, ablation, repeat] = plan.steps;
    expect([second?.on, second?.allowedOn, second?.assumes]).toEqual([allowed, allowed, { done: [], documented: [] }]);
    expect(second?.criteria.find(({ kind }) => kind === 'block-interval')?.metOn).toBe(allowed);
    expect([ablation?.allowedOn, ablation?.assumes.done]).toEqual([null, [{ step: 'mbb2', on: allowed }]]);
    expect(ablation?.assumes.documented.map(({ kind }) => kind)).toContain('block-relief');
    expect((ablation?.on ?? '') > allowed && (repeat?.on ?? '') > (ablation?.on ?? '')).toBe(true);
    expect(etagOf(await service.get(at('')))).toBe(before);
  });

  it('refuses what it cannot read, and an episode that is not there', async () => {
    for (const query of ['step=mbb2', 'step=mbb2&date=2026-02-30', `step=mbb2&date=${allowed}&targets=L4-L5`, `step=mbb2&date=${allowed}&setting=2`, `step=none&date=${allowed}`]) {
      expect((await service.get(at(`/episodes/${episodeId}/may-i-book?${query}`))).status).toBe(400);
    }
    for (const path of ['plan', `may-i-book?step=mbb2&date=${allowed}`]) expect((await service.get(at(`/episodes/nobody/${path}`))).body.code).toBe('unknown-episode');
  });
});
