/**
 * Whom a source's patient is here: a person confirms it and may take it back. Then everything that came by it is retracted, and the
 * source's patient is not taken for this one again. Pure. Codes: `already-linked`, `not-linked`, `reason-required`.
 */
import { isRejection, reject, type Rejection } from '../kernel/rejection';
import { refuseReason } from './decide-facts';
import type { PatientEvent } from './events';
import { isSameLink, NO_LINKS, type LinkCommand } from './links';
import type { PatientState } from './patient';

export function decideLinks(command: LinkCommand, patient: PatientState): readonly PatientEvent[] | Rejection {
  const { source, key } = command;
  const link = { source, key };
  const isStanding = (patient.links ?? NO_LINKS).standing.some((each) => isSameLink(each, link));
  if (command.type === 'LinkPatients') {
    return isStanding ? reject('already-linked', 'This patient of the source is linked with this record already.') : [{ type: 'PatientsLinked', ...link, by: command.by }];
  }
  if (!isStanding) return reject('not-linked', 'This patient of the source is not linked with this record: read the links again.');
  const unreasoned = refuseReason(command.reason);
  if (isRejection(unreasoned)) return unreasoned;
  const imported = Object.entries(patient.imported ?? {}).filter(([, from]) => isSameLink(from, link)).map(([factId]) => factId);
  return [{ type: 'PatientsUnlinked', ...link, reason: command.reason }, ...imported.map((factId): PatientEvent => ({ type: 'FactRetracted', factId, reason: command.reason }))];
}
