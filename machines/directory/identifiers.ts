/** Numbers that payers know people, places and payers by, and what each looks like. Pure. */

export const IDENTIFIERS = {
  npi: 'a national provider identifier of ten digits whose last one checks the others',
  ccn: 'a CMS certification number of six characters, as 450001',
  tin: 'a taxpayer identification number of nine digits, as 12-3456789 or 123456789',
  ptan: 'a contractor\'s number of 3 to 15 letters and digits',
  typeOfBill: 'the first two or three digits of a type of bill, as 13',
  postalCode: 'a postal code of five or nine digits, as 78701 or 78701-1234',
  phone: 'a number of 10 to 15 digits, with spaces, brackets and dashes as you like',
} as const;
export type IdentifierKind = keyof typeof IDENTIFIERS;

const SHAPES: Readonly<Record<Exclude<IdentifierKind, 'npi' | 'phone'>, RegExp>> = {
  ccn: /^\d{2}[0-9A-Z]\d{3}$/, tin: /^\d{2}-?\d{7}$/, ptan: /^[0-9A-Z]{3,15}$/, typeOfBill: /^\d{2,3}$/, postalCode: /^\d{5}(-\d{4})?$/,
};

export function isIdentifier(kind: IdentifierKind, value: string): boolean {
  if (kind === 'npi') return isNpi(value);
  if (kind === 'phone') return isPhone(value);
  return SHAPES[kind].test(value);
}

/** The check digit is Luhn's over the number with the prefix 80840 (45 CFR 162.406; CMS, "NPI check digit"). */
export function isNpi(value: string): boolean {
  if (!/^[12]\d{9}$/.test(value)) return false;
  const digits = [...`80840${value}`].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => total + (index % 2 === 0 ? digit : doubled(digit)), 0);
  return sum % 10 === 0;
}

function doubled(digit: number): number {
  return digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
}

function isPhone(value: string): boolean {
  return /^\+?[0-9 ().-]+$/.test(value) && /^\d{10,15}$/.test(value.replace(/\D/g, ''));
}
