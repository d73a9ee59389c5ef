/** Names in a drawing: short, on a few lines, never overlapping. */

const LINE_LENGTH = 20;
const MAX_LINES = 3;
const DEMONSTRATION = / \(démonstration\)$/;

export const LINE_HEIGHT = 1.15;
/** The space between a mark and its name, in pixels. */
export const NAME_GAP = 3;

/** The usual width of a letter, as a fraction of the font size. */
export const LETTER_WIDTH = 0.56;

/** Returns whether a name is marked as fictional; drawings leave the mark out, and their legend explains it. */
export function isDemonstration(label: string): boolean {
  return DEMONSTRATION.test(label);
}

/** Splits a label into the name and its mark of fiction; the mark is empty for other names. */
export function splitDemonstration(label: string): readonly [name: string, mark: string] {
  const name = label.replace(DEMONSTRATION, '');
  return [name, label.slice(name.length)];
}

/** The part of a label that lists the other départements that a territory overlaps. */
const ALSO_IN = / \(aussi\s:[^)]*\)/;

/** Returns a territory's name for a list, with the words of its label that distinguish it from namesakes. */
export function listedName({ name, label }: { readonly name: string; readonly label: string }): string {
  const at = label.lastIndexOf(name);
  return at < 0 ? name : label.slice(at).replace(ALSO_IN, '');
}

/** Breaks a name into at most three short lines; « … » marks what is left out. */
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

/** A mark, and the size of its name. */
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

/** The number of leading names: they may cover the marks of the others, so that a dense drawing shows some names. */
const LEADING_NAMES = 16;
/** The maximum number of names: a drawing of thousands of marks has no room for more. */
const MAX_NAMES = 300;

/**
 * Returns the place of each name, by the id of its mark; `marks` starts with the most important ones.
 *
 * No name covers another name or the mark of a leading name; a name that is not leading covers no mark at all.
 */
export function placesOfNames(
  marks: readonly NamedMark[],
  frame: readonly Box[],
): ReadonlyMap<string, NamePlace> {
  const [leading, others] = [marks.slice(0, LEADING_NAMES), marks.slice(LEADING_NAMES)];
  const room = new NameRoom([...frame, ...leading.map(({ x, y, size }) => markBox(x, y, size))]);
  const places = new Map<string, NamePlace>();
  const place = (mark: NamedMark) => {
    const place = room.place(mark, mark.width, mark.height);
    if (place) places.set(mark.id, place);
  };
  leading.forEach(place);
  room.take(others.map(({ x, y, size }) => markBox(x, y, size)));
  others.slice(0, MAX_NAMES - LEADING_NAMES).forEach(place);
  return places;
}

/** Places names next to their marks, in the order of the calls. */
export class NameRoom {
  #taken: Box[];

  /** Take the boxes that no name may cover. */
  constructor(obstacles: readonly Box[]) {
    this.#taken = [...obstacles];
  }

  /** Adds boxes that no name may cover. */
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

/** Returns the four boxes around a drawing, which no name may enter. */
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

/** Returns the four possible positions of a name around its mark, the best one first. */
export function placesOf(
  { x, y, size }: { x: number; y: number; size: number },
  width: number,
  height: number,
) {
  const sideways = size + NAME_GAP + width / 2;
  return [
    [x, y + size + NAME_GAP],
    [x, y - size - NAME_GAP - height],
    [x + sideways, y - height / 2],
    [x - sideways, y - height / 2],
  ] as const;
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;
}
