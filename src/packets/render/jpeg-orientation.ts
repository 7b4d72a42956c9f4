/** How a camera held a photograph (EXIF tag 0x0112): phones store a page lying on its side and say so here. */
import type { TransformationMatrix } from '@cantoo/pdf-lib';

export interface Orientation {
  /** Turns the unit square upright, within the unit square. */
  readonly matrix: TransformationMatrix;
  /** Width and height change places. */
  readonly isSideways: boolean;
}

const MATRICES: Readonly<Record<number, TransformationMatrix>> = {
  1: [1, 0, 0, 1, 0, 0], 2: [-1, 0, 0, 1, 1, 0], 3: [-1, 0, 0, -1, 1, 1], 4: [1, 0, 0, -1, 0, 1],
  5: [0, -1, -1, 0, 1, 1], 6: [0, -1, 1, 0, 0, 1], 7: [0, 1, 1, 0, 0, 0], 8: [0, 1, -1, 0, 1, 0],
};
const UPRIGHT: TransformationMatrix = [1, 0, 0, 1, 0, 0];
const ORIENTATION_TAG = 0x0112;

export function jpegOrientation(bytes: Uint8Array): Orientation {
  const value = orientationOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return { matrix: MATRICES[value] ?? UPRIGHT, isSideways: value >= 5 && value <= 8 };
}

/** 1 (upright) when there is none, or what is there cannot be read. */
function orientationOf(jpeg: Buffer): number {
  for (let at = 2; at + 10 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (jpeg[at + 1] === 0xe1 && jpeg.toString('latin1', at + 4, at + 10) === 'Exif\0\0') return tiffOrientation(jpeg.subarray(at + 10));
  }
  return 1;
}

function tiffOrientation(tiff: Buffer): number {
  if (tiff.length < 8) return 1;
  const isLittle = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const directory = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  for (let entry = 0; entry < short(directory); entry++) {
    const at = directory + 2 + entry * 12;
    if (short(at) === ORIENTATION_TAG) return short(at + 8);
  }
  return 1;
}
