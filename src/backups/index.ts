export { BrokenBackup, findBackups, isFinished, type FoundBackups, type Manifest } from './backup-folder';
export { findDamage } from './contents';
export { makeBackup, removeOldBackups, type MadeBackup } from './make-backup';
export { restoreBackup, verifyBackup } from './restore-backup';
