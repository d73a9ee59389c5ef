import { type ComponentProps, useEffect, useMemo, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import {
  isNewReader,
  useArea,
  useAxisStatus,
  useChoice,
  useDay,
  useRememberedArea,
  useSharedSearch,
} from '../../address';
import { useAnswer } from '../../api/useAnswer';
import { Beginning } from '../../parts/Beginning';
import { CodeBoundary } from '../../parts/CodeBoundary';
import { codeOf } from '../../parts/code';
import { CountedFields, CountedNote, useCounted, useCountedWords } from '../../parts/counted';
import { type Export, exportAddress, type Shown } from '../../parts/Exporter';
import { Funded } from '../../parts/Funded';
import { AreaField, Choice } from '../../parts/fields';
import { briefAddress } from '../../parts/links';
import { PageFrame } from '../../parts/PageFrame';
import { Legend, PrintedLegend } from '../../parts/Status';
import { Empty } from '../../parts/states';
import { tableExports } from '../../parts/table';
import { AXES, axisName, axisOf } from '../../words/axes';
import { statusOf } from '../../words/statuses';
import { count, day as dayInWords, number } from '../../words/texts';
import { CellPanel } from './CellPanel';
import { CoverageDocument } from './coverage.generated';
import { DateControl } from './DateControl';
import { useFold } from './fold';
import { Matrix } from './Matrix';
import { arranged, type CoverageRow, cellInWords, rowsOf } from './rows';
import { AxisDetails, Summary } from './Summary';
import { stateInWords } from './stateInWords';
import { TerritoryPrompt } from './TerritoryPrompt';
import { useMapSubject } from './useMapSubject';
import { KINDS_WITH_WIDE, NOUNS, useRowKind } from './useRowKind';
import './coverage.css';

const CoverageMap = codeOf(() => import('./CoverageMap').then((module) => module.CoverageMap));
const MAX_ROWS = 2_000;
const ORDERS = [
  ['CODE', 'par code', { code: 'ASC' }],
  ['NAME', 'par nom', { name: 'ASC' }],
  ['GAPS_DESC', 'd’abord le plus de cases « aucun acteur »', { gaps: 'DESC' }],
  ['FRAGILE_DESC', 'd’abord les plus fragiles', { fragile: 'DESC' }],
] as const;
const AXIS_ORDERS = AXES.map(({ number: n, short }) => [`AXE_${n}` as const, `axe ${n}, ${short}`] as const);
const CHOICES = [...ORDERS.map(([value, label]) => [value, label] as const), ...AXIS_ORDERS];

/** The purpose of this service, for somebody who has never seen it. */
const PURPOSE =
  'Qui est mobilisé contre les discriminations, sur lequel des cinq axes, où, depuis quand et d’après quelle source – et où il n’y a personne.';

/** Shows who is mobilised on which axis in which territory on a day, as a matrix and as a map. */
export function CoveragePage() {
  const { isAsked, answer: answerArea } = useRememberedArea();
  const [day] = useDay();
  const [area] = useArea();
  const [kind, setKind, kinds] = useRowKind();
  const [order, setOrder] = useChoice(
    'tri',
    CHOICES.map(([value]) => value),
    kind === 'REGION' ? 'NAME' : 'CODE',
  );
  const [address, setAddress] = useSearchParams();
  const cell = address.get('case');
  const sharedSearch = useSharedSearch();
  const search = withoutCell(address);
  const open = (other: string | null) =>
    setAddress((current) => {
      if (other === null) current.delete('case');
      else current.set('case', other);
      return current;
    });
  const close = () => open(null);
  const within = area ? { within: { id: area } } : {};
  const counted = useCounted();
  const countedWords = useCountedWords();
  const query = useAnswer(CoverageDocument, {
    rows: { kind, ...within, onlyInCityContract: true },
    ...counted,
    asOf: day,
    orderBy: [(ORDERS.find(([value]) => value === order) ?? ORDERS[0])[2]],
    first: MAX_ROWS,
    wide: KINDS_WITH_WIDE.includes(kind),
  });
  const [narrowed] = useAxisStatus();
  const sortedBy = AXES.find(({ number: n }) => order === `AXE_${n}`)?.value;
  const [mapSubject] = useMapSubject();
  const subject = AXES.find(({ number: n }) => String(n) === mapSubject)?.value ?? sortedBy;
  const { data } = query.result;
  const shownRows = useMemo(
    () => (data ? arranged(rowsOf(data), narrowed, sortedBy) : []),
    [data, narrowed, sortedBy],
  );
  const { known, fold } = useFold(shownRows, kind);
  const ordered = [...known, ...(fold?.rows ?? [])];

  const exports = (): readonly Export[] => {
    const columns = [
      { id: 'code', header: 'Code', accessorFn: (row: CoverageRow) => row.territory.code },
      { id: 'name', header: 'Territoire', accessorFn: (row: CoverageRow) => row.territory.label },
      ...AXES.map(({ value, number: n, short }) => ({
        id: value,
        header: `${n} – ${short}`,
        accessorFn: (row: CoverageRow) => cellInWords(row, value),
        status: ({ cells }: CoverageRow) => cells.find(({ axis }) => axis === value)?.status,
      })),
    ];
    const saveMap = (format: 'png' | 'svg') => async (shown: Shown) => {
      const pictures = await import('../../parts/pictures');
      await pictures.saveElement('carte', format, shown);
    };
    const saveMatrix = (format: 'png' | 'svg') => async (shown: Shown) => {
      const matrix = await import('./matrixPicture');
      await matrix.saveMatrix(shownRows, format, shown);
    };
    return [
      ...tableExports('couverture', columns, shownRows, 'Matrice'),
      { name: 'Matrice (SVG)', make: saveMatrix('svg') },
      { name: 'Matrice (PNG)', make: saveMatrix('png') },
      ...(kind === 'COMMUNE'
        ? []
        : [
            { name: 'Carte (SVG)', make: saveMap('svg') },
            { name: 'Carte (PNG)', make: saveMap('png') },
          ]),
      {
        name: 'Réseau de ce territoire (classeur XLSX)',
        href: exportAddress('xlsx', { within: area, ...counted, asOf: day }),
      },
    ];
  };

  return (
    <>
      {isAsked && <TerritoryPrompt onAnswer={answerArea} />}
      <PageFrame
        title={subject ? `Couverture : axe ${axisName(subject)}` : 'Couverture'}
        className="coverage-view"
        tools={
          <>
            <Link className="button" to={`/comment-on-compte${sharedSearch}`}>
              Comment on compte
            </Link>
            {area && (
              <Link className="button" to={briefAddress(area, day)}>
                Fiche
              </Link>
            )}
          </>
        }
        query={query}
        choices={[
          ...countedWords,
          ...(narrowed ? [`axe ${axisOf(narrowed.axis).number} : ${statusOf(narrowed.status).label}`] : []),
        ]}
        exports={exports}
        lead={isNewReader() && PURPOSE}
        announce={(answer) =>
          stateInWords(answer.coverage?.summary ?? [], { kind, day, axis: narrowed?.axis ?? subject })
        }
        filters={
          <>
            <AreaField />
            <Choice label="Lignes" value={kind} choices={kinds} onChange={(value) => void setKind(value)} />
            <Choice label="Tri" value={order} choices={CHOICES} onChange={(value) => void setOrder(value)} />
            <CountedFields />
            <DateControl />
          </>
        }
      >
        {(answer, reference) => {
          const rows = rowsOf(answer);
          if (!answer.coverage || rows.length === 0)
            return (
              <Empty>
                Aucun territoire de cette nature n’est concerné par un contrat de ville au {dayInWords(day)} :
                choisissez d’autres lignes, un autre territoire ou une autre date.
                {kind === 'QPV' &&
                  ' Les quartiers prioritaires sont ceux du découpage entré en vigueur en 2024.'}
              </Empty>
            );
          const { summary, totalCount } = answer.coverage;
          return (
            <>
              {rows.length < totalCount && (
                <Empty>
                  Le tableau s’arrête aux {count(rows.length, 'premier territoire', 'premiers territoires')}{' '}
                  sur {`${number(totalCount)} ; les totaux les comptent tous.`} Choisissez un territoire plus
                  petit pour tout voir.
                </Empty>
              )}
              <CountedNote />
              <Funded area={area} day={day} />
              <Summary summary={summary} kind={kind} reference={reference} />
              <Legend />
              <Rows
                rows={known}
                fold={fold}
                total={rows.length}
                kind={kind}
                area={area}
                search={search}
                sharedSearch={sharedSearch}
                summary={summary}
                reference={reference}
                sortedBy={sortedBy}
                sort={(axis) => void setOrder(axis === undefined ? null : `AXE_${axisOf(axis).number}`)}
              />
              <PrintedLegend />
              <AxisDetails summary={summary} kind={kind} reference={reference} />
              {isNewReader() && <Beginning />}
            </>
          );
        }}
      </PageFrame>
      {cell && (
        <CellPanel
          cell={cell}
          territories={ordered.map(({ territory }) => territory)}
          onChange={open}
          onClose={close}
        />
      )}
    </>
  );
}

const MAP_AWAITED = <p className="loading">Chargement de la carte…</p>;

type RowsProps = ComponentProps<typeof Matrix> & { readonly area: string; readonly total: number };

/** Shows rows as a table and, once loaded, as a map; indicates if they are limited to one status on an axis. */
function Rows({ area, total, ...props }: RowsProps) {
  const { rows, fold, kind, search } = props;
  const [narrowed, setNarrowed] = useAxisStatus();
  const mapped = useMemo(() => [...rows, ...(fold?.rows ?? [])], [rows, fold]);
  const [isMatrixThere, setIsMatrixThere] = useState(false);
  useEffect(() => setIsMatrixThere(true), []);
  const frame = useRef<HTMLDivElement>(null);
  const showAll = () => {
    void setNarrowed(null);
    frame.current?.querySelector('table')?.focus({ preventScroll: true }); // the button disappears with its note
  };
  return (
    <>
      {narrowed && (
        <p className="note narrowed">
          Axe {axisOf(narrowed.axis).number}, {`${statusOf(narrowed.status).label} :`}{' '}
          {count(rows.length, ...NOUNS[props.kind])} sur {number(total)}.{' '}
          <button type="button" className="button screen-only" onClick={showAll}>
            Tout montrer
          </button>
        </p>
      )}
      <div className="coverage" ref={frame}>
        <Matrix {...props} />
        {isMatrixThere ? (
          <CodeBoundary fallback={MAP_AWAITED}>
            <CoverageMap rows={mapped} kind={kind} area={area} search={search} />
          </CodeBoundary>
        ) : (
          MAP_AWAITED
        )}
      </div>
    </>
  );
}

function withoutCell(address: URLSearchParams): string {
  const copy = new URLSearchParams(address);
  copy.delete('case');
  return copy.toString();
}
