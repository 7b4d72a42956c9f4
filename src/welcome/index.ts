import { Module } from '@nestjs/common';
import { WelcomeController } from './welcome.controller';

export { SERVED } from './served';

@Module({ controllers: [WelcomeController] })
export class WelcomeModule {}
