/** Given, when, then of review and signature: a person answers for an issued packet, once, and for what the record says. */
import { toldWhole } from '../../test/support/refusal-shapes';
import { isRejection } from '../kernel/rejection';
import { decideSigning, evolveSigning, type IssuedPacket, type PacketManifest, type ReviewPacket, type SignPacket } from './signing';

const MANIFEST: PacketManifest = { format: 1, patientVersion: 4, modelSha256: 'm', documents: [], pdf: { sha256: 'p', bytes: 1, pages: 1 } };
const REVIEW: ReviewPacket = { type: 'ReviewPacket', authorizationId: 'a', packetId: 'p1', by: 'Nora Example' };
const SIGN: SignPacket = { type: 'SignPacket', authorizationId: 'a', packetId: 'p1', by: 'Ada Feld', credentials: 'MD', on: '2026-10-02', hasGaps: false, manifest: MANIFEST };
const ISSUED: IssuedPacket = { packetId: 'p1', issuedOn: '2026-10-01' };
const REVIEWED: IssuedPacket = { ...ISSUED, reviewed: { by: 'Nora Example', on: '2026-10-01' } };
const SIGNED: IssuedPacket = { ...REVIEWED, signed: { by: 'Ada Feld', on: '2026-10-02', manifest: MANIFEST } };

const decide = (command: ReviewPacket | SignPacket, packet: IssuedPacket, more: object = {}) => decideSigning(command, { packetId: 'p1', position: 'requested', issued: [packet], ...more }, '2026-10-02');
const codeOf = (decided: ReturnType<typeof decide>): string | undefined => (isRejection(decided) ? toldWhole(decided).code : undefined);

describe('an issued packet', () => {
  it('is reviewed by a person, then signed by one, and says both', () => {
    const reviewed = decide(REVIEW, ISSUED);
    expect(reviewed).toEqual([{ type: 'PacketReviewed', authorizationId: 'a', packetId: 'p1', by: 'Nora Example', reviewedOn: '2026-10-02' }]);
    const signed = decide(SIGN, REVIEWED);
    if (isRejection(reviewed) || isRejection(signed)) throw new Error('refused');
    const folded = [...reviewed, ...signed].reduce(evolveSigning, [{ packetId: 'p0' }, ISSUED]);
    expect(folded).toEqual([{ packetId: 'p0' }, { ...ISSUED, reviewed: { by: 'Nora Example', on: '2026-10-02' }, signed: { by: 'Ada Feld', credentials: 'MD', on: '2026-10-02', manifest: MANIFEST } }]);
  });
  it('keeps what the reviewer noted and why it goes out, and says nothing that nobody said', () => {
    const packets = [{ ...REVIEW, note: 'Checked the levels.' }, { ...SIGN, rationale: 'The payer has the form.' }].reduce<readonly IssuedPacket[]>((issued, command) => {
      const events = decide(command, issued[0] as IssuedPacket);
      if (isRejection(events)) throw new Error(events.code);
      return events.reduce(evolveSigning, issued);
    }, [ISSUED]);
    expect(packets).toStrictEqual([{ ...ISSUED, reviewed: { by: 'Nora Example', on: '2026-10-02', note: 'Checked the levels.' }, signed: { by: 'Ada Feld', credentials: 'MD', on: '2026-10-02', rationale: 'The payer has the form.', manifest: MANIFEST } }]);
    const { credentials: _, ...bare } = SIGN;
    const plain = decide(bare, REVIEWED);
    expect(isRejection(plain) ? plain.code : plain.reduce(evolveSigning, [REVIEWED])).toStrictEqual([{ ...REVIEWED, signed: { by: 'Ada Feld', on: '2026-10-02', manifest: MANIFEST } }]);
  });
  it.each([
    ['a draft', REVIEW, { packetId: 'p9' }, {}, 'packet-not-issued'],
    ['one that was requested again', REVIEW, ISSUED, { packetId: 'p2' }, 'packet-superseded'],
    ['one that is reviewed', REVIEW, REVIEWED, {}, 'already-reviewed'],
    ['one that nobody has reviewed', SIGN, ISSUED, {}, 'packet-not-reviewed'],
    ['one that is signed', SIGN, SIGNED, {}, 'already-signed'],
    ['one that has gone out', SIGN, REVIEWED, { position: 'submitted' }, 'already-submitted'],
    ['one whose record has changed', SIGN, REVIEWED, { recordChanged: true }, 'packet-stale'],
    ['one that was flagged', REVIEW, ISSUED, { stale: 'corrected' }, 'packet-stale'],
    ['one with gaps and no reason', { ...SIGN, hasGaps: true, rationale: ' ' }, REVIEWED, {}, 'rationale-required'],
  ] as const)('refuses %s', (_, command, packet, more, code) => expect(codeOf(decide(command, packet, more))).toBe(code));
  it('goes out with gaps for a reason, which is kept', () => {
    expect(decide({ ...SIGN, hasGaps: true, rationale: 'The payer has the form.' }, REVIEWED)).toEqual([expect.objectContaining({ type: 'PacketSigned', rationale: 'The payer has the form.' })]);
  });
});
