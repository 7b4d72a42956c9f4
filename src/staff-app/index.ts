import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { BuiltFiles } from './built-files';
import { StaffAppController } from './staff-app.controller';

/** From `dist/src/staff-app` or `src/staff-app`: the build is in `dist/web`. */
function folderOfApp(): string {
  const root = __dirname.includes(`${join('dist', 'src')}`) ? join(__dirname, '..', '..', '..') : join(__dirname, '..', '..');
  return join(root, 'dist', 'web');
}

@Module({ controllers: [StaffAppController], providers: [{ provide: BuiltFiles, useFactory: () => new BuiltFiles(folderOfApp()) }] })
export class StaffAppModule {}
