/** The day as of which the page is read, in the address, so that a link shows the same; and a way back to today. */
import { TextInput } from '@mantine/core';
import { Notice } from '../../parts/notice';
import { dateInWords } from '../../parts/words';

interface AsOfProps {
  readonly asOf: string | undefined;
  readonly today: string;
  readonly onChange: (asOf: string | undefined) => void;
}

export function AsOfPicker({ asOf, today, onChange }: AsOfProps) {
  return <TextInput type="date" label="As of" value={asOf ?? today} onChange={({ currentTarget: { value } }) => { if (value !== '') onChange(value === today ? undefined : value); }} />;
}

export function AsOfBanner({ asOf, onChange }: Pick<AsOfProps, 'onChange'> & { readonly asOf: string }) {
  return <Notice title={`As of ${dateInWords(asOf)}`} back="Back to today" onBack={() => onChange(undefined)}>What had happened by that day counts; what is asked for and decided is shown as it is now.</Notice>;
}
