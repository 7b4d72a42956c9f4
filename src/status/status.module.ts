import { Module } from '@nestjs/common';
import { GetStatus } from './get-status';
import { AnswerPlan } from './plan';
import { StatusController } from './status.controller';
import { GetTimeline } from './timeline';
import { AnswerWhatIf } from './what-if';

@Module({ controllers: [StatusController], providers: [GetStatus, AnswerWhatIf, AnswerPlan, GetTimeline] })
export class StatusModule {}
