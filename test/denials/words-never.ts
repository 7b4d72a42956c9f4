/** What the engine never says of a patient. */
export const SHOWN_WORDS_NEVER = new RegExp(['medically', 'necessary'].join('\\s+'), 'i');
