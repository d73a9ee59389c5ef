/** The rows of which nothing is recorded, folded into one line that opens. */
import { useMemo } from 'react';
import { useAxisStatus, useChoice } from '../../address';
import { count } from '../../words/texts';
import { type CoverageRow, isBlank } from './rows';
import { FEMININE, NOUNS, type RowKind } from './useRowKind';

/** A line that stands for rows, and above them when it is open. */
export interface Fold {
  readonly text: string;
  readonly rows: readonly CoverageRow[];
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

/**
 * Parts rows into those of which something is recorded and the fold of the others, which the address keeps open
 * (`inconnus=deplies`).
 *
 * Rows that were narrowed to a status are shown whole: they were asked for.
 */
export function useFold(rows: readonly CoverageRow[], kind: RowKind) {
  const [narrowed] = useAxisStatus();
  const [state, setState] = useBlankRows();
  return useMemo(() => {
    const blank = narrowed ? [] : rows.filter(isBlank);
    if (blank.length === 0) return { known: rows, fold: undefined };
    const isOpen = state === 'deplies';
    const toggle = () => void setState(isOpen ? null : 'deplies');
    const fold: Fold = { text: textOf(blank.length, kind), rows: blank, isOpen, toggle };
    return { known: rows.filter((row) => !isBlank(row)), fold };
  }, [rows, kind, narrowed, state, setState]);
}

/** Reads and sets whether rows of which nothing is recorded are shown. */
export function useBlankRows() {
  return useChoice('inconnus', ['replies', 'deplies'], 'replies');
}

/** Says what a fold holds: « 640 contrats sur lesquels rien n’est renseigné ». */
export function textOf(many: number, kind: RowKind): string {
  const which = FEMININE.has(kind) ? ['laquelle', 'lesquelles'] : ['lequel', 'lesquels'];
  return `${count(many, ...NOUNS[kind])} sur ${many < 2 ? which[0] : which[1]} rien n’est renseigné`;
}

/** A line of the matrix: a row, or the fold. */
type Line<Row> =
  | { readonly id: string; readonly row: Row; readonly fold?: undefined }
  | { readonly id: string; readonly row?: undefined; readonly fold: Fold };

/** Puts the fold behind the rows of which something is recorded and above its own. */
export function linesOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  knownCount: number,
  fold: Fold | undefined,
): readonly Line<Row>[] {
  const lines = rows.map((row): Line<Row> => ({ id: row.id, row }));
  return fold ? lines.toSpliced(knownCount, 0, { id: 'fold', fold }) : lines;
}
