import type { Shown } from '../../parts/Exporter';
import { linesOf } from '../../parts/names';
import { escapeXml, pictureSvg, saveSvg, statusTokens, themeColour } from '../../parts/pictures';
import { AXES } from '../../words/axes';
import { figuresOf, STATUSES, statusOf } from '../../words/statuses';
import { type CoverageCell, type CoverageRow, cellInWords } from './rows';

/** Sizes in pixels. */
const LABEL_WIDTH = 430;
const CELL_WIDTH = 172;
const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 44;
const MARGIN = 34;
const LONGEST_LABEL = 62;
const NOTES = [
  '(n) : nombre d’acteurs · ! : fragile, repose sur une seule structure ou une seule personne · / n : nombre de contrats de ville du territoire',
];

/** Saves the rows of a matrix as a picture, in their order and in the colours of the screen. */
export async function saveMatrix(
  rows: readonly CoverageRow[],
  format: 'svg' | 'png',
  shown: Shown,
): Promise<void> {
  const heads = AXES.flatMap(({ number, short }, place) =>
    linesOf(`${number} – ${short}`).map((line, index, all) =>
      text(xOf(place), HEAD_HEIGHT - 10 - (all.length - 1 - index) * 16, line, 'font-weight="bold"'),
    ),
  );
  const palette = paletteOfTheme();
  const lines = rows.map((row, index) => lineOf(row, HEAD_HEIGHT + index * ROW_HEIGHT, palette));
  const drawing = {
    width: xOf(AXES.length) + MARGIN,
    height: HEAD_HEIGHT + rows.length * ROW_HEIGHT + MARGIN,
    body: `<g font-size="13">${heads.join('')}${lines.join('')}</g>`,
    legend: STATUSES.map(({ value, sign, label }) => ({
      fill: themeColour(statusTokens(value)[0]),
      name: `${sign} ${label}`,
    })),
    notes: NOTES,
  };
  await saveSvg(pictureSvg(drawing, shown.heading), format, 'matrice', shown);
}

function xOf(place: number): number {
  return MARGIN + LABEL_WIDTH + place * CELL_WIDTH;
}

function lineOf(row: CoverageRow, y: number, palette: Palette): string {
  const { label } = row.territory;
  const name = label.length > LONGEST_LABEL ? `${label.slice(0, LONGEST_LABEL - 1)}…` : label;
  const boxes = AXES.map(({ value }, place) => {
    const cell = row.cells.find(({ axis }) => axis === value);
    if (!cell) return '';
    const title = `<title>${escapeXml(`${label} : ${cellInWords(row, value)}`)}</title>`;
    return `<g>${title}${boxOf(cell, xOf(place), y, palette)}</g>`;
  });
  return text(MARGIN, y + 18, name) + boxes.join('');
}

type Palette = ReturnType<typeof paletteOfTheme>;

/** Resolves the colours once: reading one triggers a layout of the page. */
function paletteOfTheme() {
  const statuses = STATUSES.map(({ value }) => [value, statusTokens(value).map(themeColour)] as const);
  return { statuses: new Map(statuses), ink: themeColour('--ink'), line: themeColour('--line-strong') };
}

function boxOf(cell: CoverageCell, x: number, y: number, { statuses, ink: plain, line }: Palette): string {
  const [paper, ink] = (cell.status && statuses.get(cell.status)) || ['none', plain];
  const box = `<rect x="${x}" y="${y}" width="${CELL_WIDTH - 3}" height="${ROW_HEIGHT - 3}" fill="${paper}" stroke="${line}"/>`;
  return box + text(x + 7, y + 18, wordOf(cell), `fill="${ink}"`);
}

function wordOf(cell: CoverageCell): string {
  if (!cell.status) return cell.spread ? figuresOf(cell.spread.contracts) : '';
  const { sign, short } = statusOf(cell.status);
  return `${sign} ${short}${cell.actorCount ? ` (${cell.actorCount})` : ''}${cell.fragile ? ' !' : ''}`;
}

function text(x: number, y: number, words: string, attributes = ''): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escapeXml(words)}</text>`;
}
