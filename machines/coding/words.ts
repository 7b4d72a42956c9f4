/** Findings of coding as sentences: what the rule saw, and what to document or decide next. Pure; words of people, never of health records. */
import type { ClaimFinding } from './check-claim';
import type { Edit } from './edits/edit';
import type { CodingFinding, CodingRule } from './types';

type Said = Partial<Record<CodingFinding['outcome'], string>>;

const SENTENCES: Readonly<Record<CodingRule, Said>> = {
  coverage: { unknown: 'The line of business of {payer} is not recorded, and its rules differ by it: record Original Medicare or Medicare Advantage.', review: 'No rule of the payer {payer} is on file: the lines follow general rules, so check its own.' },
  'place-of-service': {
    met: 'The place of service is where it was performed.',
    unmet: 'It was performed at {performed}, and the claim says {claimed}: bill the place where it was performed, or correct the record.',
    unknown: 'Where it was performed is not documented: add the setting to the fact.',
    review: 'No rule is on file for this place of service: check it with the payer.',
  },
  'claim-type': { unmet: 'At {place} the one non-facility fee of the professional claim holds the practice expense: there is no facility claim.' },
  diagnosis: {
    met: 'A diagnosis supports it.',
    unmet: 'None of the diagnoses ({diagnoses}) is on the payer\'s list for it: a clinician checks whether a listed one is documented.',
    unknown: 'No diagnosis is documented for it: add the pain history with its diagnoses.',
    review: 'None of the diagnoses ({diagnoses}) is among those known to support it: check with the payer.',
  },
  sides: { met: 'The side of each level is documented.', unknown: 'The side is not documented: say left, right or both for each level.' },
  'sides-by-level': { met: 'The levels of one side hold those of the other.', review: 'Left and right have different levels: decide which is billed as the first level of both sides, or bill each side as the payer asks.' },
  levels: { met: 'Levels and region are documented.', unknown: 'Neither level nor region is documented: add it.', review: 'A caudal injection with a level above the low back: correct the approach or the level.' },
  'image-guidance': {
    met: 'Guidance is documented.',
    unmet: 'The code includes fluoroscopy or CT, or the policy asks for it, and the record says {guidance}.',
    unknown: 'Image guidance is not documented: say fluoroscopy, CT or none.',
    review: 'The record says {guidance}: no code on file is for it, so a person decides.',
  },
  'images-saved': { met: 'An image was saved.', unknown: 'Whether an image was saved is not documented.', review: 'Guidance was used and no image was saved: a code without imaging contradicts it, one with imaging is not supported.' },
  'guidance-line': { review: 'This payer lists guidance as payable beside a code that includes it: a person decides whether it is billed.' },
  technique: {
    met: 'The technique has its code: {techniques}.',
    unmet: 'Not thermal ({techniques}): a code of its own does not exist, and this payer does not cover it.',
    review: 'Whether {techniques} is thermal ablation is not told by the source: ask the payer, or correct the technique or the temperature.',
  },
  purpose: { review: 'Diagnostic and therapeutic contradict each other in this session, or a diagnostic one holds steroid: correct the purpose.' },
  'diagnostic-session': { met: 'A first or second diagnostic session of the region, by the record.', review: 'A third or further diagnostic session of the region: document that the first ones did not find the source of the pain, and the other levels.' },
  kx: { met: 'A diagnostic session: KX on each line; without it the line counts as a therapeutic session.' },
  'third-level': { unmet: 'A third level is not covered by this payer: it is billed for an appeal only, or with a signed notice.' },
  'thoraco-lumbar-junction': { met: 'T12-L1 with L1-L2 counts as one region with this contractor.', review: 'How this payer counts T12-L1 with L1-L2 is not on file: ask, and decide which codes are billed.' },
  bilateral: { met: 'Both sides of a level, written as this payer asks.' },
  'unit-limit': { review: 'More units on one day than the limit: a person decides what is billed.' },
  leads: { met: 'Number and kind of the leads are documented.', unknown: 'How many leads were placed, or of which kind, is not documented: percutaneous leads and paddles have different codes.', review: 'A trial without a lead: correct the number.' },
  generator: { met: 'A generator was placed.', unknown: 'Whether a generator was placed is not documented.' },
  'same-device': { review: 'Placed and removed or revised on one day is one service for the same device: bill the second only for another device.' },
  'lead-revision': { review: 'Leads were placed and revised or removed on one day: a person decides which service it was.' },
  'trial-lead-removal': { review: 'Pulling the leads of a trial is part of the trial: bill it only for permanent leads.' },
  programming: {
    met: 'The programming is a service of its own.',
    unmet: 'A check while the lead is placed is part of placing it.',
    unknown: 'Whether the check was done while leads or generator were placed is not documented.',
    review: 'Programming during surgery, or several kinds on one day: a person decides what is billed.',
  },
  'test-method': {
    met: 'The method has its code.',
    unmet: 'Validity testing is quality assurance and not billed.',
    unknown: 'The method ({methods}) does not say how the test was read: by eye, by a reader or on an analyzer.',
  },
  'drug-classes': { met: 'The classes are counted: {classes}.', unknown: 'The drug classes are not documented, or a name is in no class on file: give the number or the names.' },
  'one-test-per-day': { met: 'One test of the sort on the day.', review: 'Several tests of one sort on one day: one is billed, a person decides which.' },
  'definitive-reason': { met: 'The reason for a definitive test is documented.', unknown: 'Why a definitive test was needed for this patient is not documented.', review: 'The reason reads like a standing order: document why this patient needed it.' },
  'test-frequency': {
    met: 'Within the frequency of the payer.', unmet: 'More often than the payer\'s frequency: document why.', unknown: 'What the frequency is counted by is not on record (the risk tier, or the presumptive test before), so it cannot be told.',
    review: 'At a limit that no source settles: a person decides.',
  },
  'included-service': { unmet: 'An injection at a joint that is ablated on the same day is part of the ablation.' },
  'same-day-services': { review: 'Another injection or ablation on the same day: document its own reason.' },
  'global-period': { review: 'Within the days of an earlier procedure: 58 planned, 78 unplanned return or 79 unrelated is a person\'s choice.' },
  'advance-notice': { met: 'The documentation does not meet the policy, and a signed notice is on file: GA.', unmet: 'The documentation does not meet the policy, and no signed notice that names the code is on file.' },
};

export function sayCoding({ kind, outcome, found }: CodingFinding): string {
  const sentence = SENTENCES[kind][outcome] ?? kind;
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = found[name];
    return Array.isArray(value) ? value.join(', ') : String(value ?? 'not stated');
  });
}

const EDIT_SENTENCES: Readonly<Record<Edit, string>> = {
  'payer-known': 'No rule of this payer is on file: the claim is checked by general rules only.',
  'code-known': 'No rule is on file for this code: it is not assessed.',
  'add-on-without-primary': 'An add-on without its first code ({because}): add that line or take this one off.',
  'unit-limit': 'More units on one day than the limit of {because}.',
  'exclusive-codes': 'Not on one day with {because}: keep the one that is documented.',
  'included-service': 'Part of the ablation of the same region; billed beside it only for another structure, with 59 or XS.',
  'guidance-included': 'Guidance is part of the code beside it, or contradicts one without imaging: take the line off.',
  'modifier-known': 'No such modifier is on file: correct it.',
  'modifier-conflict': 'Modifiers contradict each other, or one is there twice.',
  'modifier-for-code': 'This code, claim or payer does not take the modifier, or nothing on record calls for it.',
  bilateral: 'Both sides are written otherwise here: an ambulatory surgical center bills a right and a left line; with 50 the units are 1.',
  kx: 'KX belongs on each line of a diagnostic session, and on no other; without it the line counts as a therapeutic session.',
  'third-level': 'A third level is not covered by this payer: with GA and a signed notice, or for an appeal.',
  'one-region': 'The policy covers one spinal region a session.',
  'session-limit': 'More sessions in the policy\'s rolling window than it covers, this one counted.',
  'session-levels': 'The policy covers {because} levels a session.',
  diagnosis: 'No diagnosis that supports the line, or none that the record has for it.',
  'place-of-service': 'Not a place on file, or not where it was performed ({because}).',
  'claim-type': 'There is no facility claim at this place: one non-facility fee.',
  'global-period': 'Within the days of an earlier procedure: 58, 78 or 79.',
  'duplicate-line': 'The same line twice.',
  'not-documented': 'The record of the day does not support it: service, units or side.',
  'open-question': 'The record leaves open: {because}. Answer that first.',
  'documented-not-claimed': 'Documented and not on the claim: {because}.',
  'advance-notice': 'The documentation does not meet the policy: GA with a signed notice on file, and GA only then.',
  authorization: 'The payer\'s word is missing, or does not cover the line on that day ({because}).',
  'authorization-number': 'The payer\'s number is missing, is none, or is not the one on record ({because}).',
  facility: 'Not the facility that was planned, or not one of that place ({because}).',
  'performing-provider': 'Not the practitioner who was planned, or not one of the directory ({because}).',
  'tax-number': 'Not a tax number of the practice, the practitioner or the facility ({because}).',
  'type-of-bill': 'Not this facility\'s type of bill, or on a claim that has none ({because}).',
  'member-number': 'Not the member number of the coverage that is billed.',
  'test-frequency': 'More often than the payer\'s frequency, or at its limit.',
};

export function sayEdit({ kind, because }: ClaimFinding): string {
  return EDIT_SENTENCES[kind].replace('{because}', because.join(', ') || 'none stated');
}
