import { refuseUnrequested } from './lines';

const REQUESTED = [{ code: '64635', units: 1 }, { code: '64636', units: 1 }];

describe('lines of a determination', () => {
  it('are lines of the request: another line, or another procedure on one, is refused', () => {
    expect(refuseUnrequested({ items: [{ line: 1, outcome: 'approved' }, { line: 3, outcome: 'approved' }] }, REQUESTED)).toMatchObject({ code: 'lines-not-requested', pointer: '/items/1/line', details: { requested: [{ line: 1, code: '64635' }, { line: 2, code: '64636' }] } });
    expect(refuseUnrequested({ items: [{ line: 2, code: '62323', outcome: 'denied' }] }, REQUESTED)).toMatchObject({ code: 'lines-not-requested', pointer: '/items/0/line' });
  });

  it('may be modified to another procedure, name a kind of service, or be of a request whose lines nobody knows', () => {
    expect(refuseUnrequested({ items: [{ line: 1, code: '64633', outcome: 'modified' }, { line: 2, code: '2', outcome: 'approved' }] }, REQUESTED)).toBeUndefined();
    expect(refuseUnrequested({ items: [{ line: 9, outcome: 'approved' }] }, [])).toBeUndefined();
    expect(refuseUnrequested({}, REQUESTED)).toBeUndefined();
  });
});
