export { PurgesModule } from './purges.module';
