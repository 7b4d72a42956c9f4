export { compareInThread } from './compare-in-thread';
export type { ComparedPage } from './compare-practice';
export { findChange } from './find-change';
export { WhatIfModule } from './what-if.module';
