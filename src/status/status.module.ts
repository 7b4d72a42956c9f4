import { Module } from '@nestjs/common';
import { GetChecklist } from './checklist';
import { GetStatus } from './get-status';
import { GetPath } from './path';
import { AnswerPlan } from './plan';
import { StatusController } from './status.controller';
import { GetTimeline } from './timeline';
import { AnswerWhatIf } from './what-if';

@Module({ controllers: [StatusController], providers: [GetStatus, AnswerWhatIf, AnswerPlan, GetTimeline, GetChecklist, GetPath] })
export class StatusModule {}
