/** What to do about a reason that is no criterion, and who. In our own words. */
import type { AdministrativeSubject } from '../practice';

export const ADMINISTRATIVE: { readonly [S in AdministrativeSubject]: { readonly title: string; readonly fix: string } } = {
  'wrong-date': { title: 'Date of service', fix: 'Correct the date of service, and send the request again for a day that has not passed.' },
  'wrong-entity': { title: 'Who decides', fix: 'Find out who decides for this plan on that day (a delegate may), and send the request there.' },
  illegible: { title: 'Legibility', fix: 'Send the pages that could not be read again, from the original or through another channel.' },
  'conflicting-fields': { title: 'Fields that contradict each other', fix: 'Compare form, order and notes; correct the wrong one, and send all of them again.' },
  'missing-field': { title: 'A field of the request', fix: 'Complete the field that is missing or wrong, and send the request again.' },
  signature: { title: 'Signature', fix: 'Have the author sign the note or order, or attest the signature, and send it again.' },
  eligibility: { title: 'Coverage on the day', fix: 'Ask the payer whether the patient was covered on that day, and correct the coverage on record.' },
  duplicate: { title: 'A request that exists', fix: 'Look for the earlier request and its reference; withdraw the one that is not needed.' },
  'not-required': { title: 'No authorization required', fix: 'Keep the answer with its reference as proof, and withdraw the request.' },
  network: { title: 'Network', fix: 'Ask the payer for an exception, or arrange for a provider of its network.' },
  'diagnosis-code': { title: 'Diagnosis code', fix: 'Have the clinician check whether the code says what is recorded; only then correct it and send the request again.' },
  'too-late': { title: 'Time of the request', fix: 'Compare the proof of submission with the day of the service; show the proof, or ask the payer whether it takes a late request.' },
};
