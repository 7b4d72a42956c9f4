/** What a phone's camera reads. Always dark on white: scanners do not read the other way round. */
import { encode } from 'uqr';

const BORDER_MODULES = 4;

export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: BORDER_MODULES });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} width={208} height={208} role="img" aria-label={label} style={{ maxWidth: '100%', background: '#fff' }} shapeRendering="crispEdges">
      <path d={path} fill="#000" />
    </svg>
  );
}
