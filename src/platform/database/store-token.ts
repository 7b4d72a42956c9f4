/** Injects the opened `Store`. */
export const STORE = Symbol('Store');
