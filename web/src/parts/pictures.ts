/** Pictures of what is on the screen, as files that stand alone. */
import { today } from '../words/texts';
import { give } from './Exporter';

const PIXELS = 2;
const DRAWN = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
];

/** A colour of the theme as it is now, in a form that canvases know. */
export function colour(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** A drawing of the page, by its id, with the colours that the theme gives it. */
export async function shown(id: string, format: 'svg' | 'png'): Promise<void> {
  const drawing = document.getElementById(id);
  if (!(drawing instanceof SVGSVGElement)) throw new Error(`no drawing ${id}`);
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll('*')];
  for (const [index, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
    const style = getComputedStyle(originals[index] as Element);
    for (const name of DRAWN) element.setAttribute(name, style.getPropertyValue(name));
    element.removeAttribute('class');
  }
  const { width, height } = drawing.viewBox.baseVal;
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  await write(new XMLSerializer().serializeToString(copy), format, id);
}

/** A drawing that the service makes. */
export async function fetched(address: string, name: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  await write(await response.text(), 'png', name);
}

/** A drawing, as it is or in pixels. */
export async function write(svg: string, format: 'svg' | 'png', name: string): Promise<void> {
  const blob = new Blob([svg], { type: 'image/svg+xml' });
  const file = `cinqaxes-${name}-${today()}.${format}`;
  give(format === 'svg' ? blob : await pixels(blob), file);
}

async function pixels(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * PIXELS;
    canvas.height = image.naturalHeight * PIXELS;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) =>
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
