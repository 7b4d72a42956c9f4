export { comparePractice, type ComparedPage } from './compare-practice';
export { findChange } from './find-change';
export { WhatIfModule } from './what-if.module';
