export { ClaimsModule } from './claims.module';
export { CODE_DESCRIPTORS, type CodeDescriptors } from './code-descriptors';
export { documentationOf } from './documentation-of';
export { openCodeDescriptors } from './open-code-descriptors';
