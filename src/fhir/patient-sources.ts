/** Loads what the resources of one patient are made from. The read is on the audit before anything of it leaves. */
import { Injectable } from '@nestjs/common';
import { isRejection, type Rejection } from '../../machines/kernel/rejection';
import { standingOf, type AuthorizationState } from '../../machines/patient';
import { LoadPacket } from '../packets';
import type { Caller } from '../platform/auth/caller';
import { Practices } from '../platform/database/practices';
import { PatientLog } from '../platform/patient-log/patient-log';
import type { PatientAt } from '../platform/patient-log/patient-write';
import { changesIn } from './changes';
import type { PatientSource } from './patient-source';

@Injectable()
export class PatientSources {
  constructor(private readonly log: PatientLog, private readonly packets: LoadPacket, private readonly practices: Practices) {}

  /** `withPackets`: what was asked of payers too, which costs a fold for each packet that was issued. */
  async read(caller: Caller, patientId: string, action: string, withPackets: boolean): Promise<PatientSource | Rejection> {
    const loaded = await this.log.read(caller, patientId, action);
    return isRejection(loaded) ? loaded : this.of(caller, patientId, loaded, withPackets);
  }

  /** The person alone, for lists, whose own row of the audit names whom they show. */
  async person({ practice }: Caller, patientId: string): Promise<Pick<PatientSource, 'patientId' | 'patient'>> {
    return { patientId, patient: (await this.log.loadQuietly({ practice }, patientId)).patient };
  }

  async of(caller: Caller, patientId: string, loaded: PatientAt, withPackets: boolean): Promise<PatientSource> {
    const { patient, practice: { policies, state: { directory } } } = loaded;
    const asOf = this.log.today(caller);
    const [events, practice] = await Promise.all([this.log.events(caller, patientId), this.practices.find(caller.practice)]);
    return {
      patientId, patient, changes: changesIn(events), asOf, policies, directory, practiceName: practice?.name ?? caller.practice, standings: standingOf(patient, { asOf, policies }),
      packets: withPackets ? await this.packetsOf(caller, loaded) : [],
    };
  }

  private async packetsOf(caller: Caller, loaded: PatientAt): Promise<PatientSource['packets']> {
    const packets: PatientSource['packets'][number][] = [];
    for (const packetId of loaded.patient.authorizations.flatMap(packetsIn)) {
      const packet = await this.packets.execute(caller.practice, loaded, packetId);
      // One drafted under a policy that this version of the program does not have cannot be told.
      if (!isRejection(packet)) packets.push({ ...packet, packetId });
    }
    return packets;
  }
}

function packetsIn({ packetId, issued }: AuthorizationState): readonly string[] {
  return [...new Set([...issued.map((one) => one.packetId), packetId])];
}
