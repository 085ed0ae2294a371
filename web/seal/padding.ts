// Sizes are rounded up before sealing, so that a sealed thing tells little of what is in it: up to 1 KiB all are
// alike, above that sizes follow Padme (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and
// Communication with PURBs", 2019): at most 12 % more, and few different sizes.

const LEAST = 1024;

/** The size to pad `size` bytes to: max(1 KiB, Padme(size)). */
export function paddedSize(size: number): number {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError("a size is a whole number of bytes");
  if (size <= LEAST) return LEAST;
  const exponent = bits(size) - 1;
  const step = 2 ** (exponent - bits(exponent));
  return Math.ceil(size / step) * step;
}

/** JSON text with spaces behind it, up to its padded size. */
export function pad(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return filled(data, 0x20);
}

/** Any data with zero bytes behind it, up to its padded size; its own length must stand in it. */
export function padWithZeros(data: Uint8Array): Uint8Array<ArrayBuffer> {
  return filled(data, 0);
}

function filled(data: Uint8Array, byte: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(paddedSize(data.length)).fill(byte, data.length);
  whole.set(data);
  return whole;
}

function bits(number: number): number {
  return number.toString(2).length;
}
