import { Module } from '@nestjs/common';
import { ComparePolicies } from './compare-policies';
import { WhatIfController } from './what-if.controller';

@Module({ controllers: [WhatIfController], providers: [ComparePolicies] })
export class WhatIfModule {}
