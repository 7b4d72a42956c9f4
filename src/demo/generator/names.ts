/** Names that nobody bears: two invented halves make a family name, so a synthetic patient is recognised at sight. */
import type { PatientName } from '../../../machines/patient/events';
import type { Random } from './random';

const GIVEN = ['Avery', 'Blythe', 'Corin', 'Delphine', 'Emrys', 'Fenna', 'Greer', 'Hollis', 'Isolde', 'Jorah', 'Kestrel', 'Linnea',
  'Marlo', 'Nerys', 'Orrin', 'Petra', 'Quillon', 'Roswitha', 'Soren', 'Tamsin', 'Ulric', 'Verity', 'Wendell', 'Xanthe', 'Yorick', 'Zelda'] as const;
const FAMILY_START = ['Marble', 'Copper', 'Lantern', 'Thistle', 'Juniper', 'Pepper', 'Candle', 'Velvet', 'Walnut', 'Saffron', 'Ginger', 'Bramble',
  'Clover', 'Hazel', 'Pebble', 'Cricket', 'Willow', 'Feather', 'Button', 'Kettle'] as const;
const FAMILY_END = ['whistle', 'wick', 'mitten', 'fiddle', 'bottom', 'spindle', 'thimble', 'quill', 'ladle', 'puddle', 'buckle', 'tassel'] as const;

export function syntheticName(random: Random): PatientName {
  return { family: random.pick(FAMILY_START) + random.pick(FAMILY_END), given: random.pick(GIVEN) };
}

/** Eleven characters like a Medicare number, but beginning with 0: no such number is ever issued. */
export function syntheticMedicareNumber(random: Random): string {
  const letter = (): string => random.pick(['A', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'T', 'U', 'V', 'W', 'X', 'Y']);
  const digit = (): string => String(random.whole(0, 9));
  return `0${letter()}${digit()}${digit()}${letter()}${digit()}${digit()}${letter()}${letter()}${digit()}${digit()}`;
}
