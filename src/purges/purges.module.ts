import { Module } from '@nestjs/common';
import { KeepRecords } from './keep-records';
import { PurgeRecord } from './purge-record';
import { PatientPurgesController, PurgesController } from './purges.controllers';

@Module({ controllers: [PatientPurgesController, PurgesController], providers: [KeepRecords, PurgeRecord] })
export class PurgesModule {}
