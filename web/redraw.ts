// Pictures lose their hidden data (place, device, time) before they leave: they are drawn anew from their pixels.

import type { Attached } from "./files.ts";

const DRAWN = new Set(["image/jpeg", "image/png", "image/webp"]);
const QUALITY = 0.9;

/** Whether the hidden data of a file can be taken out; of others it stays, and that is said. */
export function isDrawn(type: string): boolean {
  return DRAWN.has(type);
}

/** The same picture without hidden data. Throws when it is no picture that this browser can read. */
export async function redrawn(file: Attached): Promise<Attached> {
  const picture = await createImageBitmap(new Blob([file.data], { type: file.type }));
  try {
    const canvas = document.createElement("canvas");
    canvas.width = picture.width;
    canvas.height = picture.height;
    canvas.getContext("2d")?.drawImage(picture, 0, 0);
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, file.type, QUALITY));
    if (!drawn || drawn.type !== file.type) throw new Error("not drawn");
    return { ...file, data: new Uint8Array(await drawn.arrayBuffer()) };
  } finally {
    picture.close();
  }
}
