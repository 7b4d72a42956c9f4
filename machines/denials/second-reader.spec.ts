import { EXAMPLES, strangenessAmong } from './example';
import { secondReader, type Alike } from './second-reader';
import type { DenialBucket } from '../practice';
import type { Kind } from '../criteria/types';

const SECOND = secondReader(EXAMPLES);
const reading = (bucket: DenialBucket, kind: Kind): Alike => ({ bucket, kinds: [kind] });
const VOLUME = 'The volume of anesthetic deposited at every branch of the nerve was not recorded.';

describe('the second reader', () => {
  it('doubts another criterion and the other bucket', () => {
    expect(SECOND.isLike(reading('not-done-yet', 'block-volume'), VOLUME, 1)).toBe(true);
    expect(SECOND.isLike(reading('clinically-senseless', 'block-volume'), VOLUME, 1)).toBe(false);
    expect(SECOND.isLike(reading('not-done-yet', 'psych-evaluation'), VOLUME, 1)).toBe(false);
  });

  it('reads what is plainly like one label, and nothing from what is told or met', () => {
    expect(SECOND.alike(VOLUME, false)).toEqual(reading('not-done-yet', 'block-volume'));
    expect(SECOND.alike('The physician order lacks a signature.', false)).toEqual({ bucket: 'administrative', kinds: [], subject: 'signature' });
    for (const text of ['The ODI is 46%.', 'The psychological evaluation was submitted and cleared the patient.', 'Physical therapy is ongoing.', 'The patient was cleared by the psychologist.', 'You may appeal this decision.', 'Criteria not met.']) expect([text, SECOND.alike(text, false)]).toEqual([text, undefined]);
  });

  it('is no better than its examples: learned from nine tenths it knows most of the rest, and doubts most of what they are not', () => {
    const isLeftOut = (_: unknown, index: number): boolean => index % 10 === 3;
    const apart = secondReader(EXAMPLES.filter((_, index) => !isLeftOut(_, index)));
    const [labelled, toAPerson] = [EXAMPLES.filter(isLeftOut).filter(({ readings }) => readings.length === 1), EXAMPLES.filter(isLeftOut).filter(({ readings }) => readings.length === 0)];
    const asRead = ({ bucket, about }: { readonly bucket: string; readonly about: string }): Alike => reading(bucket as DenialBucket, about as Kind);
    const right = labelled.filter(({ text, readings: [one] }) => one !== undefined && apart.isLike(asRead(one), text, 1)).length;
    const wrong = labelled.filter(({ text }, index) => {
      const other = labelled[(index + 1) % labelled.length]?.readings[0];
      return other !== undefined && apart.isLike(asRead(other), text, 1);
    }).length;
    expect(right / labelled.length).toBeGreaterThan(0.85);
    expect(wrong / labelled.length).toBeLessThan(0.25);
    expect(toAPerson.filter(({ text }) => apart.alike(text, false) !== undefined).length / toAPerson.length).toBeLessThan(0.2);
  });

  it('calls words strange that its examples do not know', () => {
    const strangenessOf = strangenessAmong(EXAMPLES);
    expect(strangenessOf(VOLUME)).toBeLessThan(0.2);
    expect(strangenessOf('Zanzibar quokkas juggle marmalade.')).toBe(1);
    expect(strangenessOf('')).toBe(0);
  });
});
