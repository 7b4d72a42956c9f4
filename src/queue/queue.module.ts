import { Module } from '@nestjs/common';
import { ListQueue } from './list-queue';
import { NeedsController } from './needs.controller';
import { NeedWork } from './need-work';
import { QueueController } from './queue.controller';
import { QueueRows } from './queue-rows';
import { QueueViews } from './queue-views';
import { Staff } from './staff';

@Module({ controllers: [QueueController, NeedsController], providers: [ListQueue, NeedWork, QueueRows, QueueViews, Staff] })
export class QueueModule {}
