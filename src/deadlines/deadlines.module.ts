import { Module } from '@nestjs/common';
import { ChangeDeadlines } from './change-deadlines';
import { DeadlinesController } from './deadlines.controller';
import { FeedsController } from './feeds.controller';
import { Feeds } from './feeds';
import { ListDeadlines } from './list-deadlines';

@Module({ controllers: [FeedsController, DeadlinesController], providers: [ListDeadlines, ChangeDeadlines, Feeds] })
export class DeadlinesModule {}
