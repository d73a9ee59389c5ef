/** Names in a drawing: short, on a few lines, never over one another. */

const LINE_LENGTH = 20;
const MAX_LINES = 3;
const DEMONSTRATION = / \(démonstration\)$/;

export const LINE_HEIGHT = 1.15;
/** The space between a mark and its name, in pixels. */
export const NAME_GAP = 3;

/** The usual width of a letter, in parts of the font's size. */
export const LETTER_WIDTH = 0.56;

/** Tells whether a name says that its bearer is made up; the legend says so in its place. */
export function isDemonstration(label: string): boolean {
  return DEMONSTRATION.test(label);
}

/** Splits a name into itself and what says that its bearer is made up, which is empty for others. */
export function splitDemonstration(label: string): readonly [name: string, mark: string] {
  const name = label.replace(DEMONSTRATION, '');
  return [name, label.slice(name.length)];
}

/** What a label says of the départements that a territory overlaps besides its own. */
const ALSO_IN = / \(aussi\s:[^)]*\)/;

/** Names a territory in a list: its name, with what tells it from its namesakes, which only its label holds. */
export function listedName({ name, label }: { readonly name: string; readonly label: string }): string {
  const at = label.lastIndexOf(name);
  return at < 0 ? name : label.slice(at).replace(ALSO_IN, '');
}

/** Breaks a name into at most three short lines; what is left out is told by « … ». */
export function linesOf(label: string): readonly string[] {
  const lines: string[] = [];
  for (const word of label.replace(DEMONSTRATION, '').split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= LINE_LENGTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES - 1), `${lines[MAX_LINES - 1]}…`];
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A mark, and the room that its name takes. */
export interface NamedMark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}

/** The middle and the top of a name's box. */
export interface NamePlace {
  readonly x: number;
  readonly top: number;
}

/** As many names may stand over the marks of others, so that a dense drawing has some. */
const LEADING_NAMES = 16;
/** Names beyond these are left out: in a drawing of thousands of marks there is no room for them. */
const MAX_NAMES = 300;

/**
 * Finds room for the names of marks, the most important first, by the ids of their marks.
 *
 * No name stands over another, or over the mark of a leading one; the others stand over no mark at all.
 */
export function placesOfNames(
  marks: readonly NamedMark[],
  frame: readonly Box[],
): ReadonlyMap<string, NamePlace> {
  const [leading, others] = [marks.slice(0, LEADING_NAMES), marks.slice(LEADING_NAMES)];
  const room = new NameRoom([...frame, ...leading.map(({ x, y, size }) => markBox(x, y, size))]);
  const found = new Map<string, NamePlace>();
  const place = (mark: NamedMark) => {
    const place = room.place(mark, mark.width, mark.height);
    if (place) found.set(mark.id, place);
  };
  leading.forEach(place);
  room.take(others.map(({ x, y, size }) => markBox(x, y, size)));
  others.slice(0, MAX_NAMES - LEADING_NAMES).forEach(place);
  return found;
}

/** Finds room for names beside their marks, in the order in which they ask for it. */
export class NameRoom {
  #taken: Box[];

  /** Takes the boxes over which no name may stand. */
  constructor(obstacles: readonly Box[]) {
    this.#taken = [...obstacles];
  }

  /** Takes more boxes over which no name may stand. */
  take(obstacles: readonly Box[]) {
    this.#taken.push(...obstacles);
  }

  /** Returns the middle and the top of a name's box, under, over, right or left of its mark; undefined without room. */
  place(mark: { x: number; y: number; size: number }, width: number, height: number): NamePlace | undefined {
    for (const [x, top] of placesOf(mark, width, height)) {
      const box = { left: x - width / 2, top, right: x + width / 2, bottom: top + height };
      if (this.#taken.some((other) => overlap(box, other))) continue;
      this.#taken.push(box);
      return { x, top };
    }
    return undefined;
  }
}

/** Returns the four boxes around a drawing, outside of which no name may stand. */
export function outside(width: number, height: number): readonly Box[] {
  const far = Number.POSITIVE_INFINITY;
  return [
    { left: -far, top: -far, right: 0, bottom: far },
    { left: width, top: -far, right: far, bottom: far },
    { left: -far, top: -far, right: far, bottom: 0 },
    { left: -far, top: height, right: far, bottom: far },
  ];
}

/** Returns the box of a mark. */
export function markBox(x: number, y: number, size: number): Box {
  return { left: x - size, top: y - size, right: x + size, bottom: y + size };
}

/** Returns the four places of a name around its mark, the best one first. */
export function placesOf(
  { x, y, size }: { x: number; y: number; size: number },
  width: number,
  height: number,
) {
  const aside = size + NAME_GAP + width / 2;
  return [
    [x, y + size + NAME_GAP],
    [x, y - size - NAME_GAP - height],
    [x + aside, y - height / 2],
    [x - aside, y - height / 2],
  ] as const;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}
