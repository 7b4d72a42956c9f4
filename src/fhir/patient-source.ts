/** What resources of one patient are made from: the record as it stands on a day. Data only. */
import type { Policy } from '../../machines/criteria/types';
import type { Directory } from '../../machines/directory';
import type { PlainDate } from '../../machines/kernel/calendar';
import type { PatientId } from '../../machines/kernel/ids';
import type { EpisodeStanding, PatientState } from '../../machines/patient';
import type { LoadedPacket } from '../packets';
import type { Changes } from './changes';

export interface PatientSource {
  readonly patientId: PatientId;
  readonly patient: PatientState;
  readonly changes: Changes;
  readonly asOf: PlainDate;
  readonly policies: readonly Policy[];
  readonly directory: Directory;
  readonly practiceName: string;
  /** Each episode after one unrecorded reassessment. */
  readonly standings: readonly EpisodeStanding[];
  /** Of every authorization: those that were issued and the draft, oldest first. */
  readonly packets: readonly (LoadedPacket & { readonly packetId: string })[];
}
