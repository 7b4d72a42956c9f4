import { Module } from '@nestjs/common';
import { ChangePolicies } from './change-policies';
import { ListPolicies } from './list-policies';
import { PoliciesController } from './policies.controller';
import { ReadPolicy } from './read-policy';

@Module({ controllers: [PoliciesController], providers: [ListPolicies, ReadPolicy, ChangePolicies] })
export class PoliciesModule {}
