/** An epidural episode in the aggregate: what each fact does to where it stands. The facts are a case's, which its policy supports. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Epidural, Fact } from '../evidence/fact';
import { document, plusDays, REGISTER, tell, tellAll } from '../../test/support/patient-story';
import { EMPTY_PATIENT, type PatientCoverage, type PatientState } from './index';

const CASE = JSON.parse(readFileSync(join(__dirname, '../../test/cases/epidural-medicare/epidural-first-coast-first.json'), 'utf8')) as {
  coverage: Omit<PatientCoverage, 'order'>; facts: Fact[]; question: { dateOfService: string; targets: []; guidance: 'fluoroscopy'; approach: 'transforaminal'; contrast: boolean; setting: string };
};
const { dateOfService: TODAY, targets, guidance, approach, contrast, setting } = CASE.question;
const NEXT = plusDays(TODAY, 60);
const open = { type: 'OpenEpisode', episodeId: 'e', pathway: 'epidural', region: 'lumbosacral', plan: { targets, guidance, approach, contrast, setting } } as const;
const epidural = (on: string, relief?: Epidural['relief']): Epidural => ({ type: 'epidural', occurredOn: on, approach, targets, region: 'lumbosacral', ...(relief !== undefined && { relief, function: { instrument: 'ODI', baseline: 40, value: 40 } }) });
const series = (score: number): Epidural['relief'] => ({ scale: 'NRS', baseline: 8, observations: [{ minutes: 30, score }, { minutes: 43200, score }] });
const positionOf = ({ episodes }: PatientState): string | undefined => episodes[0]?.position;
const bare = tellAll(EMPTY_PATIENT, [[TODAY, { ...REGISTER, coverages: [{ ...CASE.coverage, order: 1 }] } as typeof REGISTER], [TODAY, open]]).patient;
const ready = tellAll(bare, CASE.facts.map((fact, index) => [TODAY, document(`f${index}`, fact)] as const)).patient;

describe('an epidural episode', () => {
  it('is ready when the documentation meets the policy, and not before', () => {
    expect([positionOf(bare), positionOf(ready)]).toEqual(['candidacy', 'ready-for-epidural']);
    expect(ready.authorizations.map(({ step }) => step)).toEqual(['esi']);
  });

  it('is back where it was when what supported it is retracted', () => {
    const index = CASE.facts.findIndex(({ type }) => type === 'imaging');
    expect(positionOf(tell(ready, TODAY, { type: 'RetractFact', factId: `f${index}`, reason: 'another patient\'s' }).patient)).toBe('candidacy');
  });

  it.each([
    ['nothing said of it', undefined, 'performed'], ['good relief that lasted', series(1), 'ready-for-repeat'], ['hardly any', series(7), 'response-fell-short'],
  ] as const)('after an injection, with %s', (_, relief, position) => {
    const done = tell(ready, NEXT, document('esi', epidural(TODAY, relief))).patient;
    expect(positionOf(tell(done, NEXT, { type: 'ReassessPatient' }).patient)).toBe(position);
  });
});
