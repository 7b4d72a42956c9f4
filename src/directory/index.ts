import { Module } from '@nestjs/common';
import { Directory } from './directory';
import { FacilitiesController, PayersController, PracticeController, PractitionersController } from './directory.controllers';

@Module({ controllers: [PracticeController, PractitionersController, FacilitiesController, PayersController], providers: [Directory] })
export class DirectoryModule {}
