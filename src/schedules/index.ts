import { Module } from '@nestjs/common';
import { Schedules } from './schedules';
import { SchedulesController } from './schedules.controller';

@Module({ controllers: [SchedulesController], providers: [Schedules] })
export class SchedulesModule {}
