/** The application: one module per user task over one set of opened parts. */
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { SHIPPED_POLICIES } from '../machines/policies/shipped';
import { AccountsModule } from './accounts';
import { ANCHORS, AuditModule } from './audit';
import { BreakGlassModule } from './break-glass';
import { PurgesModule } from './purges';
import { CDS_CLIENTS, CdsHooksModule, type CdsClients } from './cds-hooks';
import { AuthorizationsModule } from './authorizations';
import { ChangesModule } from './changes';
import { ClaimsModule, CODE_DESCRIPTORS, type CodeDescriptors } from './claims';
import { DenialsModule } from './denials';
import { DeadlinesModule } from './deadlines';
import { DiaryModule } from './diary';
import { DirectoryModule } from './directory';
import { DocumentationModule } from './documentation';
import { EpisodesModule } from './episodes';
import { EventsModule, WEBHOOK_NETWORKS, type Networks } from './events';
import { ExportsModule } from './exports';
import { FhirModule } from './fhir';
import { HealthModule } from './health';
import { ImportsModule, ImportWorker } from './imports';
import { KeysModule } from './keys';
import { NumbersModule } from './numbers';
import { announcePackets, PacketsModule } from './packets';
import { PathwaysModule } from './pathways';
import { OWN_CASES, OWN_POLICIES, PoliciesModule, type OwnCases, type OwnPolicies } from './policies';
import { patientProjector, PatientsModule } from './patients';
import { Audited } from './platform/audit/audited';
import { ActionGuard } from './platform/auth/guard';
import { OPENID_SETTINGS, type OpenIdSettings } from './platform/auth/openid-settings';
import { SignedIns } from './platform/auth/signed-in';
import { CLOCK, type Clock } from './platform/clock/clock';
import { STORE_CONFIG, X12_USAGE, type X12Usage } from './platform/config/config';
import type { StoreConfig } from './platform/database/migrations';
import { Practices } from './platform/database/practices';
import { Reads } from './platform/database/reads';
import type { Store } from './platform/database/store';
import { STORE } from './platform/database/store-token';
import { ProblemFilter } from './platform/http/problem-filter';
import { LOG, type Log } from './platform/logging/log';
import { OPENAPI, type OpenApi } from './platform/openapi/openapi-token';
import { PatientLog, PATIENT_LOG_PARTS, type PatientLogParts } from './platform/patient-log/patient-log';
import { PracticeLog } from './platform/practice-log/practice-log';
import { PracticeWrites } from './platform/practice-log/practice-writes';
import { SystemWrites } from './platform/patient-log/system-writes';
import { QueueModule } from './queue';
import { SchedulesModule } from './schedules';
import { StaffAppModule } from './staff-app';
import { StatusModule } from './status';
import { announceSubmissions, PAYER_ENDPOINTS, SubmissionsModule, type PayerEndpoints } from './submissions';
import { SERVED, WelcomeModule } from './welcome';
import { WhatIfModule } from './what-if';
import { WorklistModule } from './worklist';

export interface AppParts {
  readonly store: Store;
  readonly storeConfig: StoreConfig;
  readonly clock: Clock;
  readonly log: Log;
  readonly openApi: OpenApi;
  readonly demo: boolean;
  readonly ownPolicies: OwnPolicies;
  readonly ownCases: OwnCases;
  readonly codeDescriptors: CodeDescriptors;
  readonly payerEndpoints: PayerEndpoints;
  readonly webhookNetworks: Networks;
  readonly cdsClients: CdsClients;
  readonly x12Usage: X12Usage;
  readonly signedIns: SignedIns;
  readonly openId: OpenIdSettings | null;
  /** Where anchors stand; null where there are none. */
  readonly anchors: string | null;
  /** Where files lie that an import reads. */
  readonly directory: string;
}

@Module({})
class PlatformModule {}

@Module({
  imports: [PatientsModule, DirectoryModule, DocumentationModule, EpisodesModule, ExportsModule, FhirModule, SchedulesModule, StatusModule, WhatIfModule, WorklistModule, QueueModule, ChangesModule, EventsModule, AuthorizationsModule, DeadlinesModule, SubmissionsModule, ClaimsModule, PacketsModule, DenialsModule, NumbersModule,DiaryModule, PathwaysModule, PoliciesModule, KeysModule, AuditModule, BreakGlassModule, PurgesModule, ImportsModule, CdsHooksModule, HealthModule, WelcomeModule, StaffAppModule, AccountsModule],
})
export class AppModule {
  static over(parts: AppParts): DynamicModule {
    return { module: AppModule, imports: [{ module: PlatformModule, global: true, providers: providersOf(parts), exports: EXPORTED }] };
  }
}

const EXPORTED = [PatientLog, PATIENT_LOG_PARTS, SystemWrites, PracticeLog, PracticeWrites, Audited, Reads, Practices, STORE, STORE_CONFIG, CLOCK, LOG, OPENAPI, SERVED, OWN_POLICIES, OWN_CASES, CODE_DESCRIPTORS, PAYER_ENDPOINTS, WEBHOOK_NETWORKS, CDS_CLIENTS, X12_USAGE, SignedIns, OPENID_SETTINGS, ANCHORS, ImportWorker];

function providersOf({ store, storeConfig, clock, log, openApi, demo, ownPolicies, ownCases, codeDescriptors, payerEndpoints, webhookNetworks, cdsClients, x12Usage, signedIns, openId, anchors, directory }: AppParts): Provider[] {
  const audited = new Audited(store);
  const practiceLog = new PracticeLog(store.streams, SHIPPED_POLICIES);
  const logParts: PatientLogParts = { store, streams: store.streams, audited, clock, practiceLog, projector: patientProjector, announce: (...happened) => [...announcePackets(...happened), ...announceSubmissions(...happened)] };
  return [
    PatientLog,
    { provide: PATIENT_LOG_PARTS, useValue: logParts },
    { provide: PracticeLog, useValue: practiceLog },
    PracticeWrites,
    SystemWrites,
    { provide: Audited, useValue: audited },
    { provide: Reads, useValue: store.reads },
    { provide: Practices, useValue: store.practices },
    { provide: STORE, useValue: store },
    { provide: STORE_CONFIG, useValue: storeConfig },
    { provide: CLOCK, useValue: clock },
    { provide: LOG, useValue: log },
    { provide: OPENAPI, useValue: openApi },
    { provide: OWN_POLICIES, useValue: ownPolicies },
    { provide: OWN_CASES, useValue: ownCases },
    { provide: CODE_DESCRIPTORS, useValue: codeDescriptors },
    { provide: PAYER_ENDPOINTS, useValue: payerEndpoints },
    { provide: WEBHOOK_NETWORKS, useValue: webhookNetworks },
    { provide: CDS_CLIENTS, useValue: cdsClients },
    { provide: X12_USAGE, useValue: x12Usage },
    { provide: SignedIns, useValue: signedIns },
    { provide: OPENID_SETTINGS, useValue: openId },
    { provide: ANCHORS, useValue: anchors },
    { provide: ImportWorker, useValue: new ImportWorker({ ...logParts, store }, directory, log) },
    { provide: SERVED, useValue: { demo } },
    { provide: APP_GUARD, useClass: ActionGuard },
    { provide: APP_FILTER, useClass: ProblemFilter },
  ];
}
