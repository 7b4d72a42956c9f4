import { Module } from '@nestjs/common';
import { BreakGlassController, BrokenGlassController } from './break-glass.controllers';
import { OpenRecord } from './open-record';

@Module({ controllers: [BreakGlassController, BrokenGlassController], providers: [OpenRecord] })
export class BreakGlassModule {}
