/** The rows about which nothing is recorded, folded into one line that opens. */
import { useMemo } from 'react';
import { useAxisStatus, useChoice } from '../../address';
import { count } from '../../words/texts';
import { type CoverageRow, isBlank } from './rows';
import { FEMININE, NOUNS, type RowKind } from './useRowKind';

/** The line that represents folded rows; once opened, it is shown above these rows. */
export interface Fold {
  readonly text: string;
  readonly rows: readonly CoverageRow[];
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

/**
 * Splits rows into those with records and a fold of the others; the address stores its state (`inconnus=deplies`).
 *
 * Rows filtered by status are all shown: the reader chose them.
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

/** Reads and sets whether rows without records are shown. */
export function useBlankRows() {
  return useChoice('inconnus', ['replies', 'deplies'], 'replies');
}

/** Returns the title of a fold: « 640 contrats sur lesquels rien n’est renseigné ». */
export function textOf(many: number, kind: RowKind): string {
  const which = FEMININE.has(kind) ? ['laquelle', 'lesquelles'] : ['lequel', 'lesquels'];
  return `${count(many, ...NOUNS[kind])} sur ${many < 2 ? which[0] : which[1]} rien n’est renseigné`;
}

/** A line of the matrix: a row, or the fold. */
type Line<Row> =
  | { readonly id: string; readonly row: Row; readonly fold?: undefined }
  | { readonly id: string; readonly row?: undefined; readonly fold: Fold };

/** Adds the fold after the rows with records and before the rows that it folds. */
export function linesOf<Row extends { readonly id: string }>(
  rows: readonly Row[],
  knownCount: number,
  fold: Fold | undefined,
): readonly Line<Row>[] {
  const lines = rows.map((row): Line<Row> => ({ id: row.id, row }));
  return fold ? lines.toSpliced(knownCount, 0, { id: 'fold', fold }) : lines;
}
