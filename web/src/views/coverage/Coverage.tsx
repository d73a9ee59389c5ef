import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { useChoice, useDay, useGround, useKept } from '../../address';
import { useAnswer } from '../../api/useAnswer';
import type { Reference } from '../../api/useReference';
import { type Export, exportAddress } from '../../parts/Exporter';
import { Choice, GroundField } from '../../parts/fields';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { View as Frame } from '../../parts/View';
import { AXES } from '../../words/axes';
import { capital, count, day as dayInWords, number } from '../../words/texts';
import { CellPanel } from './CellPanel';
import { CoverageDocument, type CoverageQuery } from './coverage.generated';
import { DateControl } from './DateControl';
import { Matrix } from './Matrix';
import { cellInWords, type Row, rowsOf } from './rows';
import { Summary } from './Summary';
import { useRows } from './useRows';
import './coverage.css';

const CoverageMap = lazy(() => import('./CoverageMap').then((module) => ({ default: module.CoverageMap })));
const ROWS_AT_MOST = 2_000;
const ORDERS = [
  ['CODE', 'par code'],
  ['NAME', 'par nom'],
  ['GAPS_DESC', 'les plus vides d’abord'],
  ['FRAGILE_DESC', 'les plus fragiles d’abord'],
] as const;

/** Territories by axes on a day, as a matrix and as a map: who is mobilised, and where nobody is. */
export function View() {
  const [day] = useDay();
  const [ground] = useGround();
  const [kind, setKind, kinds] = useRows();
  const [order, setOrder] = useChoice(
    'tri',
    ORDERS.map(([value]) => value),
    'CODE',
  );
  const [address, setAddress] = useSearchParams();
  const cell = address.get('case');
  const kept = useKept();
  const search = withoutCase(address);
  const close = () =>
    setAddress((open) => {
      open.delete('case');
      return open;
    });
  const within = ground ? { within: { id: ground } } : {};
  const asked = useAnswer(CoverageDocument, {
    rows: { kind, ...within },
    asOf: day,
    orderBy: order,
    first: ROWS_AT_MOST,
  });

  const exports = (answer: CoverageQuery, { word }: Reference): readonly Export[] => {
    const filters = { within: ground, asOf: day, rows: kind };
    const columns = [
      { key: 'code', heading: 'Code', value: (row: Row) => row.territory.code },
      { key: 'name', heading: 'Territoire', value: (row: Row) => row.territory.label },
      ...AXES.map(({ value, number: n, short }) => ({
        key: value,
        heading: `${n} – ${short}`,
        value: (row: Row) => cellInWords(row, value, word),
      })),
    ];
    const picture = async (make: 'png' | 'svg', which: 'matrix' | 'map') => {
      const pictures = await import('../../parts/pictures');
      if (which === 'map') await pictures.shown('carte', make);
      else await pictures.fetched(exportAddress('matrix.svg', filters), 'matrice');
    };
    const [, csv] = tableExports('couverture', columns, rowsOf(answer), 'Matrice');
    return [
      { name: 'Matrice (XLSX)', href: exportAddress('matrix.xlsx', filters) },
      csv,
      { name: 'Matrice (SVG)', href: exportAddress('matrix.svg', filters) },
      { name: 'Matrice (PNG)', make: () => picture('png', 'matrix') },
      ...(kind === 'COMMUNE'
        ? []
        : [
            { name: 'Carte (SVG)', make: () => picture('svg', 'map') },
            { name: 'Carte (PNG)', make: () => picture('png', 'map') },
          ]),
      {
        name: 'Réseau de ce territoire (classeur XLSX)',
        href: exportAddress('xlsx', { within: ground, asOf: day }),
      },
    ];
  };

  return (
    <>
      <Frame
        title="Couverture"
        lead="Qui est mobilisé sur quel axe, où, à une date ; et où l’on ne connaît personne."
        asked={asked}
        exports={exports}
        said={(answer) => `${count(answer.coverage?.totalCount ?? 0, 'territoire')}, au ${dayInWords(day)}`}
        filters={
          <>
            <GroundField />
            <Choice label="Lignes" value={kind} choices={kinds} onChange={(value) => void setKind(value)} />
            <Choice label="Tri" value={order} choices={ORDERS} onChange={(value) => void setOrder(value)} />
            <DateControl />
          </>
        }
      >
        {(answer, reference) => {
          const rows = rowsOf(answer);
          if (!answer.coverage || rows.length === 0)
            return (
              <Empty>
                Aucun territoire de cette nature n’est concerné par un contrat de ville au {dayInWords(day)} :
                choisissez d’autres lignes, un autre territoire ou une autre date.
              </Empty>
            );
          const { summary, totalCount } = answer.coverage;
          return (
            <>
              {rows.length < totalCount && (
                <Empty>
                  Le tableau s’arrête aux {number(rows.length)} premiers territoires sur {number(totalCount)}{' '}
                  ; les totaux les comptent tous. Choisissez un territoire plus petit pour tout voir.
                </Empty>
              )}
              <Summary summary={summary} total={totalCount} reference={reference} />
              <AxesInFull reference={reference} />
              <div className="coverage">
                <Matrix
                  rows={rows}
                  kind={kind}
                  total={totalCount}
                  search={search}
                  kept={kept}
                  summary={summary}
                  reference={reference}
                />
                <Suspense fallback={<p className="loading">Chargement de la carte…</p>}>
                  <CoverageMap rows={rows} kind={kind} ground={ground} reference={reference} />
                </Suspense>
              </div>
            </>
          );
        }}
      </Frame>
      {cell && <CellPanel cell={cell} onClose={close} />}
    </>
  );
}

function withoutCase(address: URLSearchParams): string {
  const rest = new URLSearchParams(address);
  rest.delete('case');
  return rest.toString();
}

function AxesInFull({ reference }: { reference: Reference }) {
  return (
    <details>
      <summary>Les cinq axes, en toutes lettres</summary>
      <ol>
        {AXES.map(({ value }) => (
          <li key={value}>{capital(reference.word('Axis', value))}</li>
        ))}
      </ol>
    </details>
  );
}
