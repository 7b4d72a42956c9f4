export { LIFETIME_DAYS } from './key.dto';
export { KeysModule } from './keys.module';
