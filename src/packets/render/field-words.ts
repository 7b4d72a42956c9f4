/** Fields of the directory, as a person calls them. */
export const FIELD_WORDS: Readonly<Record<string, string>> = { npi: 'national provider identifier', ptan: 'PTAN', ccn: 'CCN', payerNumber: 'payer number', typeOfBill: 'type of bill' };

export function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
