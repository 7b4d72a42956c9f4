/** What somebody does about an edit of a claim, in a sentence. Pure. It names no dearer code: what was not done is not billed. */
import type { Edit } from './edits/edit';

const TO_DO: Readonly<Record<Edit, string>> = {
  'payer-known': 'Look the payer\'s own rules up before it goes out.',
  'code-known': 'Compare the code with the note, and have a coder look at the line.',
  'add-on-without-primary': 'Add the first code if it was done and documented, or take the add-on off.',
  'unit-limit': 'Correct the units to what the note documents of that day, within the limit.',
  'exclusive-codes': 'Keep the code that the note documents, and take the other off.',
  'included-service': 'Take the line off, unless the note documents another structure.',
  'guidance-included': 'Take the line off.',
  'modifier-known': 'Correct the modifier.',
  'modifier-conflict': 'Keep the modifier that the note supports, once.',
  'modifier-for-code': 'Take the modifier off, or document what calls for it.',
  bilateral: 'Write both sides as this biller does: a line each, or one line of one unit.',
  kx: 'Set KX as the sentence says, on all lines of the session alike.',
  'third-level': 'Take the third level off, or have the signed notice before GA is set.',
  'one-region': 'Take the second region off, or find out whether it was done on another day.',
  'session-limit': 'Do not send it as covered: look at the day, or have a signed notice.',
  'session-levels': 'Take the levels beyond off, or have a signed notice.',
  diagnosis: 'Point the line to a diagnosis that the record has and the policy accepts; where there is none, ask the clinician.',
  'place-of-service': 'Correct the place to where it was performed, or correct the note.',
  'claim-type': 'Send the professional claim alone.',
  'global-period': 'Have the clinician say how it stands to the earlier procedure, then set the modifier.',
  'duplicate-line': 'Take one of the two off.',
  'not-documented': 'Have the clinician document what was done, or take the line off.',
  'open-question': 'Document the answer, or record who decided it and why.',
  'documented-not-claimed': 'Compare with the note: add the line, or leave it out on purpose.',
  'advance-notice': 'Set GA only with the signed notice on file; take it off otherwise.',
  authorization: 'Look at the authorization: have it corrected, or request one that covers the day.',
  'authorization-number': 'Take the number over from the authorization on record.',
  facility: 'Correct the facility on the claim, or in the directory.',
  'performing-provider': 'Correct the practitioner on the claim, or in the directory.',
  'tax-number': 'Correct the tax number on the claim, or in the directory.',
  'type-of-bill': 'Correct the type of bill, or take it off.',
  'member-number': 'Correct it from the coverage; where the card is new, change the coverage first.',
  'test-frequency': 'Document why this test was needed, or take it off.',
};

export function whatToDo(edit: Edit): string {
  return TO_DO[edit];
}
