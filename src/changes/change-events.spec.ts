import { changeEvents, feedIn, readyEvent } from './change-events';

const row = (feed: number, stream: string, version: number, type: string) => ({ feed, stream, version, type });

describe('the events of a stream', () => {
  it('given several events of one patient, are one with the newest version and each type once', () => {
    expect(changeEvents([row(4, 'p1', 2, 'FactDocumented'), row(5, 'p1', 3, 'StepAssessed'), row(7, 'p1', 4, 'FactDocumented')])).toEqual([
      { feed: 7, text: 'event: change\nid: 7\ndata: {"patientId":"p1","version":4,"types":["FactDocumented","StepAssessed"]}\n\n' }]);
  });

  it('given logs in turns, stand in the order of their ids, so that whoever resumes after one has missed none before it', () => {
    expect(changeEvents([row(1, 'p1', 1, 'A'), row(2, 'p2', 1, 'A'), row(3, 'p1', 2, 'B')]).map(({ feed }) => feed)).toEqual([2, 3]);
  });

  it('given the practice\'s own log, name no patient', () => {
    expect(changeEvents([row(9, 'practice', 3, 'PayerRecorded')])).toEqual([{ feed: 9, text: 'event: practice\nid: 9\ndata: {"version":3,"types":["PayerRecorded"]}\n\n' }]);
  });

  it('resume by ids of their own and by no other', () => {
    expect(readyEvent(12)).toContain('id: 12\n');
    expect(['12', '0', undefined, '', '-1', '1e3', ' 1', 'x', '9'.repeat(16)].map(feedIn)).toEqual([12, 0, ...Array<undefined>(7).fill(undefined)]);
  });
});
