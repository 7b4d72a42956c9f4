/** One look: calm, dense enough for a day's work, and AA in light and dark. Touch screens get 44 px targets (theme.css). */
import { Anchor, createTheme, type MantineColorsTuple } from '@mantine/core';

const LAGOON: MantineColorsTuple = ['#e6f6fa', '#cfe9f1', '#a1d3e3', '#6fbcd4', '#47a8c8', '#2d9bc0', '#1d87ab', '#0b6e8f', '#065a76', '#03465c'];

export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: 7,
  colors: { lagoon: LAGOON },
  autoContrast: true,
  luminanceThreshold: 0.2,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  // A link within a sentence is told from it by more than its colour.
  components: { Anchor: Anchor.extend({ defaultProps: { underline: 'always' } }) },
});
