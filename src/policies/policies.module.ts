import { Module } from '@nestjs/common';
import { ChangePolicies } from './change-policies';
import { ListPolicies } from './list-policies';
import { PoliciesController } from './policies.controller';

@Module({ controllers: [PoliciesController], providers: [ListPolicies, ChangePolicies] })
export class PoliciesModule {}
