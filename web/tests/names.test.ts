/** Names in a drawing: none over another, none over a mark, none outside. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Box, linesOf, listedName, markBox, NameRoom, outside } from '../src/parts/names';

describe('lines of a name', () => {
  test('no word is lost without an ellipsis', () => {
    const words = fc.array(fc.stringMatching(/^[a-zé’-]{1,25}$/), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(words, (some) => {
        const label = some.join(' ');
        const lines = linesOf(label);
        const shown = lines.join(' ');
        if (shown.endsWith('…')) expect(label.startsWith(shown.slice(0, -1))).toBe(true);
        else expect(shown).toBe(label);
        for (const line of lines) expect(line.length <= 21 || !line.includes(' ')).toBe(true);
      }),
    );
  });

  test('a long name is cut after three lines', () => {
    const lines = linesOf('Centre d’information sur les droits des femmes et des familles de la Sarthe');
    expect(lines.slice(0, 2)).toEqual(['Centre d’information', 'sur les droits des']);
    expect(lines.at(-1)).toMatch(/…$/);
    expect(lines).toHaveLength(3);
  });
});

test.each([
  ['Bagneux', 'Contrat de ville 2024-2030 – Bagneux (CN09203M)', 'Bagneux (CN09203M)'],
  ['Nantes Métropole', 'Contrat de ville 2024-2030 – Nantes Métropole', 'Nantes Métropole'],
  ['Rezé', 'Rezé (44)', 'Rezé (44)'],
  ['CC de Sablé', 'Contrat de ville 2024-2030 – CC de Sablé (aussi : Mayenne)', 'CC de Sablé'],
  ['Sarthe', 'Sarthe', 'Sarthe'],
])('a list names %s with the part of its label that distinguishes it from namesakes', (name, label, listed) =>
  expect(listedName({ name, label })).toBe(listed),
);

const overlap = (one: Box, other: Box) =>
  one.left < other.right && one.right > other.left && one.top < other.bottom && one.bottom > other.top;

test('names cover nothing, and each is next to its mark', () => {
  const [width, height] = [400, 300];
  const marks = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: width }),
      y: fc.integer({ min: 0, max: height }),
      size: fc.integer({ min: 2, max: 12 }),
      width: fc.integer({ min: 10, max: 150 }),
      height: fc.integer({ min: 10, max: 40 }),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(marks, (some) => {
      const boxes = some.map(({ x, y, size }) => markBox(x, y, size));
      const room = new NameRoom([...outside(width, height), ...boxes]);
      const placed: Box[] = [];
      for (const mark of some) {
        const found = room.place(mark, mark.width, mark.height);
        if (!found) continue;
        const box = {
          left: found.x - mark.width / 2,
          right: found.x + mark.width / 2,
          top: found.top,
          bottom: found.top + mark.height,
        };
        for (const other of [...boxes, ...placed]) expect(overlap(box, other)).toBe(false);
        expect(box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height).toBe(true);
        const near = markBox(mark.x, mark.y, mark.size + 5);
        expect(overlap(box, near)).toBe(true);
        placed.push(box);
      }
    }),
  );
});

test('a name that has room is placed', () => {
  const room = new NameRoom(outside(400, 300));
  expect(room.place({ x: 200, y: 150, size: 5 }, 80, 20)).toBeDefined();
  expect(room.place({ x: 200, y: 150, size: 5 }, 500, 20)).toBeUndefined();
});
