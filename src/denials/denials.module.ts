import { Module } from '@nestjs/common';
import { PacketsModule } from '../packets';
import { CountDenials } from './count-denials';
import { DenialReasonsController } from './denial-reasons.controller';
import { DenialsController } from './denials.controller';
import { GetDenial } from './get-denial';
import { LoadDenial } from './load-denial';
import { MapDenialReasons } from './map-denial-reasons';

@Module({ imports: [PacketsModule], controllers: [DenialsController, DenialReasonsController], providers: [LoadDenial, GetDenial, MapDenialReasons, CountDenials] })
export class DenialsModule {}
