import { NodeLink } from '../../parts/links';
import { AXES, axisName } from '../../words/axes';
import { completedOn, untilInWords } from '../../words/engagements';
import { period, shortDay } from '../../words/texts';
import type { EngagementLineFragment } from './sheet.generated';

const WIDTH = 640;
const ROW_HEIGHT = 18;

/**
 * Shows when an actor's engagements counted on each axis: a list, and bars along the years, which are hollow after the
 * day on which a session was held or a diagnostic delivered.
 */
export function Timeline({ lines: all, day }: { lines: readonly EngagementLineFragment[]; day: string }) {
  const lines = all.filter(({ countsFrom }) => countsFrom !== null);
  if (lines.length === 0) return <p className="note">Rien n’a été pris en compte à ce jour.</p>;
  const first = Number(
    lines
      .map(({ startsOn, countsFrom }) => countsFrom ?? startsOn)
      .sort()[0]
      ?.slice(0, 4),
  );
  const last =
    Math.max(
      Number(day.slice(0, 4)),
      ...lines.map(({ countsUntil }) => Number((countsUntil ?? day).slice(0, 4))),
    ) + 1;
  const start = Date.UTC(first, 0);
  const at = (iso: string) =>
    ((Date.parse(`${iso}T00:00:00Z`) - start) / (Date.UTC(last, 0) - start)) * WIDTH;
  const years = Array.from({ length: last - first }, (_, index) => first + index);
  return (
    <div className="timeline">
      {AXES.map(({ value }) => {
        const on = lines.filter(({ axes }) => axes.includes(value));
        if (on.length === 0) return null;
        return (
          <section key={value}>
            <h3>{axisName(value)}</h3>
            <svg viewBox={`0 0 ${WIDTH} ${on.length * ROW_HEIGHT + 16}`} aria-hidden="true">
              {years.map((year) => (
                <g key={year}>
                  <line
                    x1={at(`${year}-01-01`)}
                    x2={at(`${year}-01-01`)}
                    y1="0"
                    y2={on.length * ROW_HEIGHT}
                    className="tick"
                  />
                  {years.length < 16 && (
                    <text x={at(`${year}-01-01`) + 2} y={on.length * ROW_HEIGHT + 12}>
                      {year}
                    </text>
                  )}
                </g>
              ))}
              {on.map((line, index) => {
                const { id, startsOn, countsFrom, countsUntil, inEffect } = line;
                const [from, until] = [countsFrom ?? startsOn, countsUntil ?? `${last - 1}-12-31`];
                const done = completedOn(line);
                const lasts = done && done < until ? done : until;
                const tone = inEffect ? 'now' : 'then';
                return (
                  <g key={id}>
                    <Bar row={index} from={at(from)} until={at(lasts)} className={`bar-${tone}`} />
                    {lasts < until && (
                      <Bar
                        row={index}
                        from={at(lasts)}
                        until={at(until)}
                        className={`bar-effect bar-effect-${tone}`}
                      />
                    )}
                  </g>
                );
              })}
              <line x1={at(day)} x2={at(day)} y1="0" y2={on.length * ROW_HEIGHT} className="today" />
            </svg>
            <ul className="note">
              {on.map((line) => (
                <li key={line.id}>
                  <NodeLink node={line} />,{' '}
                  {completedOn(line) ? untilInWords(line, shortDay) : period(line.startsOn, line.countsUntil)}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Bar({
  row,
  from,
  until,
  className,
}: {
  row: number;
  from: number;
  until: number;
  className: string;
}) {
  return (
    <rect
      x={from}
      width={Math.max(3, until - from)}
      y={row * ROW_HEIGHT + 3}
      height={ROW_HEIGHT - 6}
      rx="2"
      className={className}
    />
  );
}
