/** Saves drawings as self-contained SVG and PNG files. */
import { today } from '../words/texts';
import { saveFile } from './Exporter';

const PIXEL_RATIO = 2;
const PAINT_PROPERTIES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
];

/** Resolves a colour of the current theme to a form that canvases accept. */
export function themeColour(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Saves a drawing of the page in the colours of the current theme. */
export async function saveElement(id: string, format: 'svg' | 'png'): Promise<void> {
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
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  copy.prepend(paper);
  await saveSvg(new XMLSerializer().serializeToString(copy), format, id);
}

/** Saves a drawing of the service as PNG. */
export async function savePicture(address: string, name: string): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status}`);
  await saveSvg(await response.text(), 'png', name);
}

export async function saveSvg(svg: string, format: 'svg' | 'png', name: string): Promise<void> {
  const blob = new Blob([svg], { type: 'image/svg+xml' });
  const file = `cinqaxes-${name}-${today()}.${format}`;
  saveFile(format === 'svg' ? blob : await rasterize(blob), file);
}

async function rasterize(svg: Blob): Promise<Blob> {
  const url = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * PIXEL_RATIO;
    canvas.height = image.naturalHeight * PIXEL_RATIO;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
