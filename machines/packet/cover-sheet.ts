/**
 * The first page of a request to the hospital outpatient program: the fields its contractors ask for, each with what the record says or
 * nothing. Source: templates.json, "contents". Pure.
 */
import { targetInWords } from '../criteria/words';
import type { Address } from '../directory';
import type { CoverSheet, PacketParties, PacketPatient, PacketRequest } from './packet-model';

type Row = CoverSheet['sections'][number]['rows'][number];

export function coverSheetOf(request: PacketRequest, parties: PacketParties, patient: PacketPatient, state: string | undefined): CoverSheet {
  const { practice, practitioner, facility } = parties;
  const isStimulator = request.step === 'trial' || request.step === 'implant';
  return {
    title: 'Prior authorization request: hospital outpatient department services',
    sections: [
      { title: 'Request', rows: [
        row('Type of request', request.resubmissionOf === undefined ? 'Initial' : 'Resubmission'),
        ...(request.resubmissionOf === undefined ? [] : [row('Tracking number of the earlier request', request.resubmissionOf.payerReference)]),
        row('Expedited', request.expedited ? `Yes: ${request.justification ?? ''}` : 'No'),
        row('Anticipated date of service', request.plannedOn),
        row('Type of bill', facility?.typeOfBill),
        row('State where it is done', facility?.address?.state ?? state),
        ...(isStimulator ? [row('Trial or permanent', request.step === 'trial' ? 'Trial' : 'Permanent'), ...(request.trialReference === undefined ? [] : [row('Tracking number of the trial', request.trialReference)])] : []),
      ] },
      { title: 'Beneficiary', rows: [row('Last name', patient.family), row('First name', patient.given), row('Medicare number', patient.memberId), row('Date of birth', patient.birthDate)] },
      { title: 'Services', rows: [
        ...request.lines.map(({ code, modifiers, units }) => row([code, ...modifiers].join(' '), `${units} ${units === 1 ? 'unit' : 'units'}`)),
        row('Levels and sides', request.targets.map(targetInWords).join('; ') || (isStimulator ? request.region : undefined)),
        row('Diagnosis codes', request.diagnoses.join(', ')),
      ] },
      { title: 'Facility', rows: [row('Name', facility?.name), row('National provider identifier', facility?.npi), row('CCN or PTAN', facility?.ccn ?? facility?.ptan), row('Address', addressInWords(facility?.address)), row('Fax', facility?.fax, true)] },
      { title: 'Physician', rows: [
        row('Name', practitioner && [`${practitioner.name.given} ${practitioner.name.family}`, practitioner.credentials].filter(Boolean).join(', ')), row('National provider identifier', practitioner?.npi),
        row('PTAN', practitioner?.ptan), row('Address', addressInWords(practitioner?.address)), row('Fax', practitioner?.fax, true),
      ] },
      { title: 'Requester', rows: [
        row('Name', practice && [practice.contact, practice.name].filter(Boolean).join(', ')), row('National provider identifier', practice?.npi), row('Phone', practice?.phone), row('Fax', practice?.fax),
        row('Mail', practice?.email, true), row('Address', addressInWords(practice?.address)),
      ] },
    ],
  };
}

/** `mayBeEmpty`: asked for where there is one. */
function row(label: string, value: string | undefined, mayBeEmpty = false): Row {
  return { label, ...(value !== undefined && value !== '' ? { value } : {}), ...(mayBeEmpty && { mayBeEmpty }) };
}

function addressInWords(address: Address | undefined): string | undefined {
  return address && `${address.line}, ${address.city}, ${address.state} ${address.postalCode}`;
}
