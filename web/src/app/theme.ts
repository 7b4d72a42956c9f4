/** One look: calm, dense enough for a day's work, and AA in light and dark. Touch screens get 44 px targets (theme.css). */
import { Anchor, createTheme, type MantineColorsTuple } from '@mantine/core';

const LAGOON: MantineColorsTuple = ['#e6f6fa', '#cfe9f1', '#a1d3e3', '#6fbcd4', '#47a8c8', '#2d9bc0', '#1d87ab', '#0b6e8f', '#065a76', '#03465c'];

/** Mantine's own with a last shade on which white is read. */
const GREEN: MantineColorsTuple = ['#ebfbee', '#d3f9d8', '#b2f2bb', '#8ce99a', '#69db7c', '#51cf66', '#40c057', '#37b24d', '#2b8a3e', '#1f6f31'];
const ORANGE: MantineColorsTuple = ['#fff4e6', '#ffe8cc', '#ffd8a8', '#ffc078', '#ffa94d', '#ff922b', '#fd7e14', '#f76707', '#d9480f', '#a8380c'];

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: 7,
  colors: { lagoon: LAGOON, green: GREEN, orange: ORANGE },
  autoContrast: true,
  // Where white and black are told apart from a ground equally well.
  luminanceThreshold: 0.18,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  // Who does not see its cross hears what it does; a link within a sentence is told from it by more than its colour.
  // A row and a cell say what they are, because a wide table is cards where there is no room (parts/wide-table.tsx).
  components: { TableTr: { defaultProps: { role: 'row' } }, TableTd: { defaultProps: { role: 'cell' } }, Modal: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } }, Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }, Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }) },
});
