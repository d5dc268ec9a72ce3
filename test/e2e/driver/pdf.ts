/** What is in a PDF, and what it looks like. */
import { createCanvas } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A piece of text and the band of the sheet that it takes, in points from the top. */
type PdfLine = { text: string; top: number; bottom: number };
export type PdfPage = {
  text: string;
  lines: readonly PdfLine[];
  /** Roles of its tagged structure, in reading order: `H2`, `L`, `LI`. */
  roles: readonly string[];
  /** In points. */
  size: readonly [width: number, height: number];
  png: Buffer;
  /** The share of pixels that are pure white, and of those that are dark. */
  white: number;
  dark: number;
};
export type Pdf = { title: string | null; language: string | null; isTagged: boolean; pages: readonly PdfPage[] };

const scale = 1.5;

type Node = { role?: string; children?: readonly Node[] };
const rolesOf = ({ role, children = [] }: Node): string[] => [
  ...(role === undefined || role === 'Root' ? [] : [role]),
  ...children.flatMap(rolesOf),
];

export async function readPdf(content: Uint8Array): Promise<Pdf> {
  const loading = getDocument({ data: new Uint8Array(content), verbosity: 0 });
  const pdf = await loading.promise;
  const [{ info }, mark] = await Promise.all([pdf.getMetadata(), pdf.getMarkInfo()]);
  // Typed as an object, and given as a map.
  const isMarked = mark !== null && new Map(mark instanceof Map ? mark : Object.entries(mark)).get('Marked') === true;
  const facts = info as { Title?: string; Language?: string | null };
  const pages: PdfPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const viewport = page.getViewport({ scale });
    const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
    await page.render({ canvas: canvas as unknown as HTMLCanvasElement, viewport }).promise;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let [white, dark] = [0, 0];
    for (let at = 0; at < data.length; at += 4) {
      const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
      if (red === 255 && green === 255 && blue === 255) white += 1;
      else if (red + green + blue < 240) dark += 1;
    }
    const tree = await page.getStructTree();
    const height = viewport.height / scale;
    pages.push({
      text: items.map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : '')).join(''),
      lines: items.flatMap((item) => {
        if (!('str' in item) || item.str.trim() === '') return [];
        const baseline = height - Number(item.transform[5]);
        // Above the line what letters have at most, below it what the longest of them hang down.
        return [{ text: item.str, top: baseline - 0.75 * item.height, bottom: baseline + 0.22 * item.height }];
      }),
      roles: tree === null ? [] : rolesOf(tree as Node),
      size: [viewport.width / scale, viewport.height / scale],
      png: canvas.toBuffer('image/png'),
      white: (4 * white) / data.length,
      dark: (4 * dark) / data.length,
    });
  }
  await loading.destroy();
  return { title: facts.Title ?? null, language: facts.Language ?? null, isTagged: isMarked, pages };
}
