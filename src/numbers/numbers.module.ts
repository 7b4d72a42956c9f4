import { Module } from '@nestjs/common';
import { GetNumbers } from './get-numbers';
import { NumbersController } from './numbers.controller';

@Module({ controllers: [NumbersController], providers: [GetNumbers] })
export class NumbersModule {}
