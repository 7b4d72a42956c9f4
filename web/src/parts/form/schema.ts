/** Forms are drawn from the bodies of the API document: what the service takes is what a form offers. */
export interface FieldSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  readonly description?: string;
  readonly example?: unknown;
  readonly enum?: readonly string[];
  readonly format?: string;
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly FieldSchema[];
}

export type Value = string | number | boolean | null | undefined | readonly Value[] | { readonly [key: string]: Value };
export type ObjectValue = { readonly [key: string]: Value };

let loading: Promise<Readonly<Record<string, FieldSchema>>> | undefined;
/** Loaded with the first form. */
export function loadForms(): Promise<Readonly<Record<string, FieldSchema>>> {
  loading ??= import('../../api/forms.json').then(({ default: forms }) => forms as unknown as Readonly<Record<string, FieldSchema>>);
  return loading;
}

export function isTarget(schema: FieldSchema): boolean {
  return schema.properties?.['level'] !== undefined && Object.keys(schema.properties).every((name) => name === 'level' || name === 'side');
}

/** Nothing that was left empty is sent. */
export function withoutEmpty(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(withoutEmpty).filter((each) => each !== undefined);
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value as ObjectValue).map(([key, each]) => [key, withoutEmpty(each)] as const).filter(([, each]) => each !== undefined);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value === '' ? undefined : value;
}

const LABELS: Readonly<Record<string, string>> = {
  occurredOn: 'Date', npi: 'NPI', tin: 'Tax number (TIN)', ptan: 'PTAN', ccn: 'CCN', placeOfService: 'Place of service', setting: 'Place of service', dob: 'Birth date', birthDate: 'Birth date',
  onsetOn: 'Since', startedOn: 'From', endedOn: 'To', memberId: 'Member number', durationHours: 'Relief lasted (hours)', statedPercent: 'Relief as stated (%)', volumeMlPerTarget: 'Volume per target (mL)',
  concentrationPercent: 'Concentration (%)', temperatureC: 'Temperature (°C)', postalCode: 'ZIP', order: 'Order (1 is primary)', documentId: 'Document', minutes: 'Minutes after',
};

/** `limitsFunction` is "Limits function". */
export function labelOf(name: string): string {
  const known = LABELS[name];
  if (known !== undefined) return known;
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
