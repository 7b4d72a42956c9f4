import type { PatientState } from '../../machines/patient/patient';

export function patientView(patientId: string, patient: PatientState, version: number) {
  return {
    patientId, version, name: patient.name ?? null, birthDate: patient.birthDate ?? null, ...patient.details,
    identifiers: patient.identifiers, coverages: patient.coverages,
    episodes: patient.episodes.map(({ id, pathway, region, plan, position, closed }) => ({ episodeId: id, pathway, region, plan, position, ...(closed === undefined ? {} : { closed }) })),
    documents: patient.documents.map(({ id, ...rest }) => ({ documentId: id, ...rest })),
  };
}
