import { block, BLOCK_1_ON, BLOCK_2_ON, DAY_0, document, OPEN_RFA, REGISTER, RELIEF_PERCENT_MIN, supportingFacts, tellAll } from '../../test/support/patient-story';
import { EMPTY_PATIENT } from './evolve-patient';
import { pathOf } from './path-of';
import { isOnMap, stepsOnMap } from './pathways';

const { events, patient } = tellAll(EMPTY_PATIENT, [
  [DAY_0, REGISTER], [DAY_0, OPEN_RFA], ...supportingFacts().map(([id, fact]) => [DAY_0, document(id, fact)] as const),
  [BLOCK_1_ON, document('block-1', block(BLOCK_1_ON, RELIEF_PERCENT_MIN - 1))],
  [BLOCK_2_ON, document('block-2', block(BLOCK_2_ON, RELIEF_PERCENT_MIN))],
]);

describe('the path of an episode', () => {
  const path = pathOf(events, 'episode-1');

  it('is every position it stood at, in order, ending where it stands', () => {
    expect(path.map(({ position }) => position)).toEqual(['conservative-care', 'ready-for-block-1', 'block-1-response', 'block-1-failed', 'block-2-failed']);
    expect(path.at(-1)?.position).toBe(patient.episodes[0]?.position);
  });
  it('names the event that led to each', () => {
    expect(path.map(({ index }) => events[index]?.type)).toEqual(['EpisodeOpened', 'StepAssessed', 'FactDocumented', 'StepAssessed', 'FactDocumented']);
  });
  it('is empty for an episode that the log does not have', () => expect(pathOf(events, 'episode-9')).toEqual([]));
});

it('a step is on the map where some position leaves it', () => {
  const steps = ['mbb1', 'mbb2', 'mbb-therapeutic', 'rfa', 'repeat-rfa', 'trial', 'implant', 'esi'] as const;
  expect((['rfa', 'scs', 'epidural'] as const).map((pathway) => [pathway, steps.filter((step) => isOnMap(pathway, step)), stepsOnMap(pathway)])).toEqual([
    ['rfa', ['mbb1', 'mbb2', 'rfa', 'repeat-rfa'], ['mbb1', 'mbb2', 'rfa', 'repeat-rfa']], ['scs', ['trial', 'implant'], ['trial', 'implant']], ['epidural', ['esi'], ['esi']],
  ]);
});
