/** Saves drawings as self-contained SVG and PNG files. */
import type { CellStatus } from '../generated/schema';
import { SOURCES } from '../words/sources';
import { fileName, type Shown, saveFile } from './Exporter';
import { LETTER_WIDTH } from './names';

const PIXEL_RATIO = 2;
/** The longest side and the largest number of pixels that browsers draw. */
const LONGEST_SIDE = 32_000;
const MOST_PIXELS = 200_000_000;
const PAINT_PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'paint-order',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
];

/** Resolves a colour of the current theme to a form that canvases accept. */
export function themeColour(token: string): string {
  return colourOf(token);
}

/** Resolves a colour as it is on white paper, whatever the theme, to « #rrggbb ». */
export function paperColour(token: string): string {
  const parts = colourOf(token, 'light').match(/\d+/g) ?? [];
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

function colourOf(token: string, scheme = ''): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  probe.style.colorScheme = scheme;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Returns the colours of a status and of text on it. */
export function statusTokens(status: CellStatus): readonly [paper: string, ink: string] {
  const token = `--${status.toLowerCase().replace('_', '-')}`;
  return [token, `${token}-ink`];
}

/** A drawing without its frame. */
interface Drawing {
  readonly width: number;
  readonly height: number;
  /** The elements of an SVG of that size. */
  readonly body: string;
  readonly legend: readonly { readonly fill: string; readonly name: string }[];
  readonly notes?: readonly string[];
}

/** Saves a map or another drawing of the page, with the legend next to it, in the colours of the current theme. */
export async function saveElement(id: string, format: 'svg' | 'png', shown: Shown): Promise<void> {
  const drawing = document.getElementById(id);
  if (!(drawing instanceof SVGSVGElement)) throw new Error(`no drawing ${id}`);
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  for (const [index, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(originals[index] as Element);
    for (const name of PAINT_PROPERTIES) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
  }
  const { width, height } = drawing.viewBox.baseVal;
  const serializer = new XMLSerializer();
  const body = [...copy.childNodes].map((node) => serializer.serializeToString(node)).join('');
  const entries = drawing.parentElement?.querySelectorAll('.legend > li:has(.swatch)') ?? [];
  const legend = [...entries].map((entry) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(entry.querySelector('.swatch') as Element);
    const fill = backgroundImage === 'none' ? backgroundColor : 'url(#hachures)';
    return { fill, name: (entry.textContent ?? '').replace(/\s+/g, ' ').trim() };
  });
  await saveSvg(pictureSvg({ width, height, body, legend }, shown.heading), format, id, shown);
}

export async function saveSvg(svg: string, format: 'svg' | 'png', name: string, shown: Shown): Promise<void> {
  const blob = new Blob([svg], { type: 'image/svg+xml' });
  saveFile(format === 'svg' ? blob : await rasterize(blob), `${fileName(name, shown)}.${format}`);
}

/** Sizes of a frame, in thousandths of the drawing's width. */
const FRAME = { margin: 25, heading: 26, text: 15, line: 24, swatch: 14 };

/** Frames a drawing as a self-contained SVG: its heading above, its legend, notes and sources below. */
export function pictureSvg({ width, height, body, legend, notes = [] }: Drawing, heading: string): string {
  const { margin, heading: large, text, line, swatch } = scaled(FRAME, width / 1_000);
  const lettersOf = (size: number) => Math.floor((width - 2 * margin) / (size * LETTER_WIDTH));
  const headings = wrapped(heading, lettersOf(large));
  const top = margin + headings.length * large * 1.3;
  let [x, y] = [margin, top + height + line];
  const entries = legend.map(({ fill, name }) => {
    const span = swatch * 2.5 + name.length * text * LETTER_WIDTH;
    if (x > margin && x + span > width - margin) [x, y] = [margin, y + line];
    const entry =
      `<rect x="${x}" y="${y - swatch * 0.9}" width="${swatch}" height="${swatch}" fill="${fill}" stroke="${themeColour('--line-strong')}"/>` +
      `<text x="${x + swatch * 1.5}" y="${y}">${escapeXml(name)}</text>`;
    x += span;
    return entry;
  });
  const lines = [...notes, SOURCES, pageAddress()].flatMap((note) => wrapped(note, lettersOf(text)));
  const notesTop = y + (legend.length ? line : 0);
  const total = notesTop + lines.length * line;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}">`,
    `<title>${escapeXml(heading)}</title>`,
    `<rect width="100%" height="100%" fill="${themeColour('--surface')}"/>`,
    `<g font-family="sans-serif" fill="${themeColour('--ink')}">`,
    ...headings.map(
      (part, index) =>
        `<text x="${margin}" y="${margin + (index + 0.8) * large * 1.3}" font-size="${large}" font-weight="bold">${escapeXml(part)}</text>`,
    ),
    `<g transform="translate(0 ${top})">${body}</g>`,
    `<g font-size="${text}">${entries.join('')}`,
    ...lines.map(
      (part, index) => `<text x="${margin}" y="${notesTop + index * line}">${escapeXml(part)}</text>`,
    ),
    '</g></g></svg>',
  ].join('\n');
}

/** Returns the address of the page on which a file was made. */
export function pageAddress(): string {
  return `Cinq Axes, ${window.location.pathname}${window.location.search}`;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (character) => ESCAPES[character] ?? character);
}

function scaled<Name extends string>(sizes: Record<Name, number>, factor: number): Record<Name, number> {
  const entries = Object.entries<number>(sizes).map(([name, size]) => [name, size * factor]);
  return Object.fromEntries(entries) as Record<Name, number>;
}

/** Breaks a text into lines with a maximum number of letters, between words. */
function wrapped(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

async function rasterize(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    const { naturalWidth: width, naturalHeight: height } = image;
    const ratio = Math.min(
      PIXEL_RATIO,
      LONGEST_SIDE / Math.max(width, height),
      Math.sqrt(MOST_PIXELS / (width * height)),
    );
    canvas.width = width * ratio;
    canvas.height = height * ratio;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
