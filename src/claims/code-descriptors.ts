/** Provides `CodeDescriptors`: a licensed practice's own descriptor of each code, shown beside our label; empty without a file. */
export const CODE_DESCRIPTORS = Symbol('CodeDescriptors');
export type CodeDescriptors = Readonly<Record<string, string>>;
