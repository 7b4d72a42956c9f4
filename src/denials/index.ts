export { DenialsModule } from './denials.module';
