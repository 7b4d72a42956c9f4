/** Kept in this browser: colours, and whether single keys do something. */
import { Input, SegmentedControl, Stack, Switch, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useShortcutsOn } from '../../parts/shortcuts-on';

export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isOn, setOn] = useShortcutsOn();
  return (
    <Stack align="flex-start">
      <Input.Wrapper label="Colours" labelElement="div">
        <SegmentedControl mt={4} display="flex" aria-label="Colours" value={colorScheme} onChange={(next) => setColorScheme(next as MantineColorScheme)} data={[{ value: 'light', label: 'Light' }, { value: 'dark', label: 'Dark' }, { value: 'auto', label: 'As the device' }]} />
      </Input.Wrapper>
      <Switch label="Shortcuts of a single key" description="On lists, a letter alone does something. Turn them off if you dictate, or press keys by accident." checked={isOn} onChange={(event) => setOn(event.currentTarget.checked)} />
    </Stack>
  );
}
